// Says quickly that a request has no faults. class-validator sorts the rules of a class anew for every object, which takes
// most of its time; here that is done once a class. Has no words for faults: whatever does not pass goes to class-validator.
import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';

type Dto = new () => object;
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Condition = (object: object, value: unknown) => boolean;

interface Rule {
  readonly constraint: ValidatorConstraintInterface;
  readonly constraints: unknown[];
  /** For every entry of a list. */
  readonly each: boolean;
}

interface Field {
  /** The rules count only where all of these hold (`ValidateIf`). */
  readonly conditions: Condition[];
  readonly rules: Rule[];
}

/** By class; null for a class that has rules of a kind not known here. */
const known = new Map<Dto, ReadonlyMap<string, Field> | null>();

/** True only where class-validator would find nothing. Not the other way round: it may be false for an object without faults. */
export function passes(Dto: Dto, object: object): boolean {
  let fields = known.get(Dto);
  if (fields === undefined) known.set(Dto, (fields = fieldsOf(Dto)));
  if (fields === null) return false;
  for (const name in object) if (!fields.has(name)) return false;
  for (const [property, field] of fields) {
    const value = (object as Readonly<Record<string, unknown>>)[property];
    if (!field.conditions.every((holds) => holds(object, value))) continue;
    for (const rule of field.rules) {
      const given = { value, constraints: rule.constraints, targetName: Dto.name, object, property };
      const isGood = (part: unknown) => rule.constraint.validate(part, given) === true;
      if (!(rule.each && Array.isArray(value) ? value.every(isGood) : isGood(value))) return false;
    }
  }
  return true;
}

function fieldsOf(Dto: Dto): ReadonlyMap<string, Field> | null {
  const fields = new Map<string, Field>();
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(Dto, '', false, false)) {
    if (metadata.validateIf) return null;
    const field = fields.get(metadata.propertyName) ?? { conditions: [], rules: [] };
    fields.set(metadata.propertyName, field);
    if (metadata.type === ValidationTypes.CONDITIONAL_VALIDATION) field.conditions.push(conditionOf(metadata));
    else if (metadata.type === ValidationTypes.CUSTOM_VALIDATION) field.rules.push(...rulesOf(metadata));
    else return null;
  }
  return fields;
}

function conditionOf({ constraints }: Metadata): Condition {
  return constraints[0] as Condition;
}

function rulesOf({ constraintCls, constraints, each }: Metadata): Rule[] {
  const found = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  return found.map(({ instance }) => ({ constraint: instance, constraints, each }));
}
