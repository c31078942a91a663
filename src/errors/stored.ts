import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** The schema of what the browser stores cannot be used. */
export const unusableStoredSchema: ErrorDefinition<{ name: string; reason: string }> = defineError(
  'unusable-stored-schema',
  ({ name, reason }) => `The schema of this.live.stored('${name}') cannot be used: ${reason}.

Before the browser has answered, and where it stores nothing, the value is what the schema makes of {}. So every field is optional or
has a default, and nothing of the schema is asynchronous.

Wrong:  this.live.stored('filters', z.object({ sort: z.string() }))
Right:  this.live.stored('filters', z.object({ sort: z.string().default('newest') }))`,
)

/** What was set cannot be stored in the browser. */
export const invalidStored: ErrorDefinition<{ name: string; problem: string }> = defineError(
  'invalid-stored',
  ({ name, problem }) => `this.live.stored('${name}') was not changed: ${problem}.

It is stored as JSON of at most 16,384 characters, and its schema must take it again when it is read. Keep what is larger in your
database.`,
)
