/**
 * What Overwire and lit-html show alike. What they show differently is meant to differ, and is not written:
 *
 * - `null` and `undefined` as a whole attribute remove it here and leave it empty in lit-html, and `nothing` beside other
 *   text is an empty text here and removes the attribute there. `nothing` as a whole attribute removes it in both.
 * - `false` as content shows nothing here, and its name in lit-html.
 * - NUL and halves of characters cannot be carried by HTML or UTF-8, so Overwire replaces them.
 * - Addresses that would run script are replaced here.
 * - `.value` of a select is set here when its options are there, in lit-html before.
 * - lit-html takes no holes in the text of a textarea, and wants another tag for what stands in SVG and MathML.
 * - lit-html has neither `attrs()` nor `foreign()`.
 */
import { PLACES, type Place, type PlaceRules } from '../content.ts'
import { NOTHING, UNDEFINED, WHOLE, type Vocabulary } from '../vocabulary.ts'

export const LIT: Vocabulary = {
  places: withoutElements(['svg', 'math']),
  texts: WHOLE.texts.filter((text) => !/[\0\p{Surrogate}]/u.test(text)),
  absentContent: [null, UNDEFINED, NOTHING],
  attributeValues: [NOTHING, true, false, 7],
  mixedValues: [null, UNDEFINED, true, false, 7, 'a', 'b'],
  omitted: new Set(['address', 'choice', 'text', 'spread', 'foreign']),
}

function withoutElements(tags: readonly string[]): Vocabulary['places'] {
  const places = Object.entries(PLACES).map(([place, rules]): [string, PlaceRules] => {
    const elements = Object.entries(rules.elements).filter(([tag]) => !tags.includes(tag))
    return [place, { ...rules, elements: Object.fromEntries(elements) }]
  })
  // The same places as before.
  return Object.fromEntries(places) as Record<Place, PlaceRules>
}
