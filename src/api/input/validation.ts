// Turns input into faults: every one at once, each with a path, a kind and plain words, none with the value (it may be a PIN).
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { redacted } from '../../core/values/redact';
import { ReadingWork } from '../../core/values/text/escapes';
import { ProblemException, type ProblemFault } from '../problems/problem';
import { isUnreadable } from './text';

/**
 * The kinds of fault, as `errors[].code` shows them. A `validation_failed` problem has one fault for each field that is
 * wrong. It is a `pin_in_text` problem where one of them is that: a program must not send such a request again.
 */
export type FaultCode =
  | 'required'
  | 'required_together'
  | 'unknown_field'
  | 'wrong_type'
  | 'malformed'
  | 'not_allowed'
  | 'pin_in_text'
  | 'out_of_range'
  | 'too_long'
  | 'too_many'
  | 'conflict';

/** Which kind of fault each class-validator rule finds. A rule that is not listed is `malformed`. */
const CODE_BY_RULE: Readonly<Record<string, FaultCode>> = {
  isString: 'wrong_type',
  isBoolean: 'wrong_type',
  isObject: 'wrong_type',
  isArray: 'wrong_type',
  isAmount: 'out_of_range',
  isLimit: 'out_of_range',
  isIn: 'not_allowed',
  isText: 'too_long',
  arrayMaxSize: 'too_many',
  min: 'out_of_range',
  max: 'out_of_range',
  whitelistValidation: 'unknown_field',
};

/** Rules that say of which kind a value has to be. */
const KIND_RULES: ReadonlySet<string> = new Set(['isString', 'isBoolean', 'isObject', 'isArray', 'isInt']);

/** Rules about text or numbers, which find a value of another kind as well. */
const KIND_OF_RULE: Readonly<Record<string, 'string' | 'number'>> = {
  isText: 'string',
  matches: 'string',
  isAmount: 'number',
  isInt: 'number',
};

/** More than that tell nobody anything, and a request that is all faults would be answered with ten times its size. */
const MOST_FAULTS = 50;

/** Of a name that is longer nothing more is looked at. What is masked takes some of it away. */
const LONGEST_NAME = 500;
/** Those of 50 fields that nobody knows, in a few ways each. */
const OF_ALL_NAMES = 100_000;

/** Collects faults from all parts of a request, up to 50, then refuses it once. */
export class Faults {
  readonly #faults: ProblemFault[] = [];
  readonly #work = new ReadingWork(OF_ALL_NAMES);

  /** Whether no more are taken. */
  get full(): boolean {
    return this.#faults.length >= MOST_FAULTS;
  }

  /**
   * `param` is the path of the field (`source.pin`) or the name of a header; redacted and cut to 120 characters here.
   * `message` follows it and must never repeat the value. A PIN in the wrong place goes before any other fault of its field.
   */
  add(param: string, code: FaultCode, message: string): void {
    const fault = { param: this.#shown(param), code, message };
    const same = code === 'pin_in_text' ? this.#faults.findIndex((other) => other.param === fault.param) : -1;
    if (same >= 0) this.#faults[same] = fault;
    else if (!this.full) this.#faults.push(fault);
  }

  /** The name of an unknown field is the client's: it may be long, and it may be a PIN in the wrong place. */
  #shown(param: string): string {
    return redacted(param.slice(0, LONGEST_NAME), this.#work).slice(0, 120);
  }

  /** Puts the field that it belongs to in place of every name in which `holds` finds what must not be shown. */
  conceal(holds: (param: string) => boolean): void {
    this.#faults.forEach((fault, index) => {
      if (!holds(fault.param)) return;
      const [root = ''] = fault.param.split('.', 1);
      this.#faults[index] = { ...fault, param: holds(root) ? '****' : root };
    });
  }

  /** Whether this field has a fault already, so that a second rule need not add another. */
  has(param: string): boolean {
    return this.#faults.some((fault) => fault.param === param);
  }

  /** Throws `ProblemException` 400 `validation_failed` or `pin_in_text` if anything was found. Nothing is stored or sent then. */
  refuse(): void {
    const problem = this.problem();
    if (problem) throw problem;
  }

  /** What `refuse` would throw; null if nothing was found. */
  problem(): ProblemException | null {
    const [first, ...others] = this.#faults;
    if (!first) return null;
    const count = `${this.full ? 'at least ' : ''}${String(others.length)}`;
    const more = others.length > 0 ? `, and ${count} more: see errors` : '';
    const code = this.#faults.some((fault) => fault.code === 'pin_in_text') ? 'pin_in_text' : 'validation_failed';
    return new ProblemException(400, code, `${first.param} ${first.message}${more}`, {
      param: first.param,
      errors: [...this.#faults],
    });
  }
}

/** A JSON object, or `ProblemException` 400 `invalid_request`. No body at all counts as an empty one. */
export function requireObject(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  if (isPlainObject(body)) return body;
  throw new ProblemException(400, 'invalid_request', 'The body must be a JSON object');
}

/** A JSON object: neither null nor a list. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

rememberRules();

/**
 * At every check class-validator walks the rules of all classes there are, to find those that a class inherits: the more the API
 * can, the longer every request takes. A class has all of its rules once it is loaded, so what is found holds for good.
 */
function rememberRules(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const found = new Map<object, ReturnType<typeof find>>();
  storage.getTargetValidationMetadatas = (target, ...others) => {
    const known = found.get(target);
    if (known) return known;
    const rules = find(target, ...others);
    found.set(target, rules);
    return rules;
  };
}

/**
 * Checks `input` against the decorators of `Dto`. Returns it typed: only to be used once `faults.refuse()` has let it
 * pass. Fields that the class does not declare are faults. `prefix` is put before their names: `redemption_options.`.
 */
export function check<T extends object>(
  Dto: new () => T,
  input: Readonly<Record<string, unknown>>,
  faults: Faults,
  prefix = '',
): T {
  const instance = new Dto();
  const isEmpty = Object.keys(input).length === 0;
  if (isEmpty && MAY_BE_EMPTY.has(Dto)) return instance;
  const fields = knownFields(Dto);
  let strangers = 0;
  for (const [name, value] of Object.entries(input)) {
    // The validator looks at each of them, and fifty unknown ones are as many faults as are told.
    if (!fields.has(name) && (strangers += 1) > MOST_FAULTS) continue;
    // A field named `constructor`, or like another member of every object, would mislead the validator about the class.
    if (name in Object.prototype) faults.add(prefix + name, 'unknown_field', 'is not a field here');
    else (instance as Record<string, unknown>)[name] = value;
  }
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    // Or a class without fields (`EmptyDto`) would refuse even an empty body.
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  if (isEmpty && errors.length === 0) MAY_BE_EMPTY.add(Dto);
  // Fields that are wrong before fields that are not there: where not all faults can be told, the first ones say more.
  const ranked = [...errors].sort((a, b) => Number(fields.has(b.property)) - Number(fields.has(a.property)));
  for (const error of ranked) addError(faults, prefix + error.property, error, input[error.property]);
  return instance;
}

/**
 * Classes that have let an input without any field pass: the next one is no different. Most calls have no options, and to walk through
 * the rules of a dozen fields that are not there costs as much as to check those that are.
 */
const MAY_BE_EMPTY = new WeakSet<object>();

const fieldsOf = new WeakMap<object, ReadonlySet<string>>();

/** The fields that a class has rules for. */
function knownFields(Dto: new () => object): ReadonlySet<string> {
  const known = fieldsOf.get(Dto);
  if (known) return known;
  const rules = getMetadataStorage().getTargetValidationMetadatas(Dto, '', false, false);
  const fields = new Set(rules.map(({ propertyName }) => propertyName));
  fieldsOf.set(Dto, fields);
  return fields;
}

/** The message for a filter that an address holds more than once. */
export const TWICE = 'is given more than once: give it once';

/** `check` for the filters of an address, where a name that stands there twice arrives as a list. */
export function checkQuery<T extends object>(
  Dto: new () => T,
  query: Readonly<Record<string, unknown>>,
  faults: Faults,
): T {
  for (const [name, value] of Object.entries(query)) if (Array.isArray(value)) faults.add(name, 'too_many', TWICE);
  const once = Object.entries(query).filter(([, value]) => !Array.isArray(value));
  return check(Dto, Object.fromEntries(once), faults);
}

function addError(faults: Faults, param: string, error: ValidationError, value: unknown): void {
  const broken = Object.entries(error.constraints ?? {});
  // A value that is no list has neither too many entries nor wrong ones: a fault of kind comes before all others.
  const [rule, message] = broken.find(([name]) => KIND_RULES.has(name)) ?? broken[0] ?? ['', 'is malformed'];
  if (rule === 'whitelistValidation') faults.add(param, 'unknown_field', 'is not a field here');
  else if (value === undefined) faults.add(param, 'required', 'is required');
  else faults.add(param, codeOf(rule, value), message);
}

function codeOf(rule: string, value: unknown): FaultCode {
  // Of a list, the rule is about its entries.
  const values: readonly unknown[] = Array.isArray(value) && rule === 'isText' ? value : [value];
  const kind = KIND_OF_RULE[rule];
  if (kind !== undefined && values.some((one) => typeof one !== kind)) return 'wrong_type';
  if (rule === 'isText' && values.some((one) => isUnreadable(String(one)))) return 'malformed';
  if (rule === 'isLimit' && !/^-?\d+$/.test(String(value))) return 'malformed';
  return CODE_BY_RULE[rule] ?? 'malformed';
}
