// The roles, to choose from.
import { ROLES } from '../../api/documents';
import { words } from '../../language/language';

export const ROLE_OPTIONS = ROLES.map((role) => [role, words.roles[role]] as const);
