/** A name that nobody else has or guesses. `crypto.randomUUID` is for secure contexts alone. */
export function randomName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
