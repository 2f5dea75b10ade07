// The injection token of the `Engine` object that use cases take.
export const ENGINE = Symbol('ENGINE');
