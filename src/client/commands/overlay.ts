/**
 * One attribute of an element, in three layers: what the template says, what commands have said over it, and what events
 * without an outcome are expected to make of it.
 *
 * An attribute is seen as *facts*: `class` has one for each token, any other attribute a single one, its value. A command
 * says something of a fact, and that stands over every render that says the same as the one before. **What was said last
 * counts**: when the template comes to say something else of a fact, the command's word for this fact ends, and the
 * others stay. Expectations are laid over both, in the order of their events, whatever the template says meanwhile.
 *
 * A toggle is decided once, by what is shown when it happens. Were it decided again over each render, a handler that has
 * rendered and still waits for its database would be shown twice. When an event fails or is refused, the toggles behind it are
 * decided again: what they were decided by has not come true.
 */

/** What an attribute or a fact says; null when it is not there. */
export type Said = string | null

/** What a fact becomes; with a third member that instead, where the second stands already. */
export type Change = readonly [fact: string, value: Said, other?: Said]

export interface Attribute {
  /** Whether it is a list of tokens, each with a fact of its own. */
  readonly isList: boolean
  /** What the template says. */
  rendered: Said
  /** What commands say. */
  readonly overlay: Map<string, Said>
}

/** What one event is expected to make of an attribute. */
export interface Expected {
  readonly changes: readonly Change[]
  /** What its toggles were decided to be. */
  readonly decided: Map<Change, Said>
}

/** The fact of an attribute that is no list. */
export const WHOLE = ''

export function newAttribute(isList: boolean, rendered: Said): Attribute {
  return { isList, rendered, overlay: new Map() }
}

/** The template says this. What it says in other words than before is said by it alone from now on. */
export function render(attribute: Attribute, rendered: Said): void {
  const before = factsOf(attribute, attribute.rendered)
  const after = factsOf(attribute, rendered)
  for (const fact of attribute.overlay.keys())
    if (valueOf(before, fact) !== valueOf(after, fact)) attribute.overlay.delete(fact)
  attribute.rendered = rendered
}

/** A command says this. A toggle is decided by what is shown, also of what is only expected. */
export function say(attribute: Attribute, change: Change, expected: readonly Expected[] = []): void {
  const [fact] = change
  attribute.overlay.set(fact, decide(change, valueOf(shownFacts(attribute, expected), fact)))
}

/** What the attribute shows. Toggles that were not decided yet are. */
export function shown(attribute: Attribute, expected: readonly Expected[] = []): Said {
  const { isList, rendered, overlay } = attribute
  if (overlay.size === 0 && expected.length === 0) return rendered
  const facts = shownFacts(attribute, expected)
  if (!isList) return valueOf(facts, WHOLE)
  const tokens = [...facts].flatMap(([token, value]) => (value === null ? [] : token))
  const before = factsOf(attribute, rendered)
  // Its spaces and its order are the author's.
  if (tokens.length === before.size && tokens.every((token) => before.has(token))) return rendered
  return tokens.length > 0 || rendered !== null ? tokens.join(' ') : null
}

function shownFacts(attribute: Attribute, expected: readonly Expected[]): Map<string, Said> {
  const facts = factsOf(attribute, attribute.rendered)
  for (const [fact, value] of attribute.overlay) facts.set(fact, value)
  for (const { changes, decided } of expected) {
    for (const change of changes) {
      const [fact, , other] = change
      // What it was decided to be may be null.
      const known = decided.get(change)
      const value = known === undefined ? decide(change, valueOf(facts, fact)) : known
      // Nothing else depends on what was there.
      if (other !== undefined) decided.set(change, value)
      facts.set(fact, value)
    }
  }
  return facts
}

function decide([, value, other]: Change, current: Said): Said {
  return other !== undefined && current === value ? other : value
}

function factsOf({ isList }: Attribute, text: Said): Map<string, Said> {
  if (text === null) return new Map()
  if (!isList) return new Map([[WHOLE, text]])
  return new Map(text.split(/\s+/).flatMap((token): [string, Said][] => (token ? [[token, '']] : [])))
}

function valueOf(facts: ReadonlyMap<string, Said>, fact: string): Said {
  return facts.get(fact) ?? null
}
