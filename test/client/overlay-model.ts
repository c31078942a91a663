/** Renders, commands and expectations for one attribute in any order, and what must hold after each. */
import fc from 'fast-check'
import type * as Overlay from '../../src/client/commands/overlay.ts'

type Module = typeof Overlay

/** A list of tokens as the template says it, a command, or the end of all that commands have said. */
type Step =
  | readonly ['render', text: string | null]
  | readonly ['say', token: string, value: string | null, other?: string | null]
  | readonly ['drop']

const TOKENS = ['a', 'b', 'c']

const lists = fc.option(
  fc.subarray(TOKENS).map((tokens) => tokens.join(' ')),
  { nil: null },
)
const token = fc.constantFrom(...TOKENS)
const step: fc.Arbitrary<Step> = fc.oneof(
  lists.map((text): Step => ['render', text]),
  fc.tuple(token, fc.constantFrom('', null)).map(([name, value]): Step => ['say', name, value]),
  token.map((name): Step => ['say', name, '', null]),
  fc.constant<Step>(['drop']),
)

/**
 * Runs steps against a model that keeps, for each token, who spoke last: the template by another word than before, or a
 * command.
 */
export function checkOverlay({ newAttribute, render, say, shown }: Module, runs: number): void {
  fc.assert(
    fc.property(lists, fc.array(step, { maxLength: 20 }), (first, steps) => {
      const attribute = newAttribute(true, first)
      let rendered = tokensOf(first)
      const shownTokens = new Set(rendered)
      for (const each of steps) {
        if (each[0] === 'render') {
          const next = tokensOf(each[1])
          for (const name of TOKENS) {
            if (rendered.has(name) === next.has(name)) continue
            if (next.has(name)) shownTokens.add(name)
            else shownTokens.delete(name)
          }
          rendered = next
          render(attribute, each[1])
        } else if (each[0] === 'say') {
          const [, name, value, other] = each
          const isAdded = other === undefined ? value !== null : !shownTokens.has(name)
          if (isAdded) shownTokens.add(name)
          else shownTokens.delete(name)
          say(attribute, other === undefined ? [name, value] : [name, value, other])
        } else {
          attribute.overlay.clear()
          shownTokens.clear()
          for (const name of rendered) shownTokens.add(name)
        }
        if (sorted(tokensOf(shown(attribute))) !== sorted(shownTokens))
          throw new Error(`shows "${shown(attribute)}", not "${sorted(shownTokens)}"`)
        if (attribute.overlay.size === 0 && shown(attribute) !== attribute.rendered)
          throw new Error('something is left of what commands have said')
      }
    }),
    { numRuns: runs },
  )
}

function tokensOf(text: string | null): Set<string> {
  return new Set(text?.split(' ').filter(Boolean))
}

function sorted(tokens: ReadonlySet<string>): string {
  return [...tokens].toSorted().join(' ')
}
