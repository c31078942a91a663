/** What kinds of holes the fuzzer makes, and what it puts into those that hold no content. */
import type { Place } from './content.ts'
import type { Value } from './page-case.ts'
import type { Random } from './random.ts'
import type { Vocabulary } from './vocabulary.ts'

export type Hole =
  | { readonly kind: 'child'; readonly place: Place }
  | { readonly kind: Plain }
  /** The handler of a button, and the name by which it is known. */
  | { readonly kind: 'handler' }
  | { readonly kind: 'name' }

export type Plain =
  | 'attribute'
  | 'mixed'
  | 'address'
  | 'boolean'
  | 'value'
  | 'choice'
  | 'json'
  | 'styles'
  | 'spread'
  | 'text'
  | 'foreign'

/** A value for a hole among attributes, or for text in a control. */
export function plainValue(kind: Plain, random: Random, vocabulary: Vocabulary): Value {
  const { texts, attributeValues, mixedValues } = vocabulary
  switch (kind) {
    case 'attribute':
      return random.pick([...attributeValues, ...texts])
    case 'mixed':
      return random.pick([...mixedValues, ...texts])
    case 'address':
      return random.pick(['/a', '/a?b=1&c=2', 'https://example.com/', 'javascript:alert(1)'])
    case 'boolean':
      return random.chance(0.5)
    case 'value':
    case 'text':
      return random.pick(['', 'typed', 'two\nlines', ...texts])
    case 'choice':
      return { json: random.pick(CHOICES) }
    case 'json':
      return { json: random.pick([null, 1, 'x', true, [1, 2], { a: { b: [] } }]) }
    case 'styles':
      return { styles: some({ color: ['red', 'blue'], width: ['1px', '50%'], '--own': ['1', 'x'] }, random) }
    case 'spread':
      return {
        attrs: some<string | boolean | null>(
          {
            lang: ['en', null],
            'data-one': ['1', ...texts],
            title: ['spread', ...texts],
            '?hidden': [true, false],
            '?itemscope': [true, false],
            '.note': ['n', null],
          },
          random,
        ),
      }
    case 'foreign':
      return { foreign: true }
  }
}

/** What options are worth, and selects are set to. */
export const CHOICES: readonly string[] = ['', 'a', 'b', 'some text', 'missing']

function some<Member>(
  entries: Readonly<Record<string, readonly Member[]>>,
  random: Random,
): Record<string, Member> {
  const chosen = Object.entries(entries).filter(() => random.chance(0.6))
  return Object.fromEntries(chosen.map(([name, values]) => [name, random.pick(values)]))
}
