import type { PageCase } from './page-case.ts'
import { written, type WrittenTemplate } from './written-template.ts'

/** A case as a person reads it: templates as they are written, and what stands in their holes. */
export function describeCase({ templates, states, hydrates }: PageCase): string {
  const literals = templates.map(written)
  const literal = ({ strings, holes }: WrittenTemplate): string =>
    strings.map((text, index) => text + (index < holes.length ? `\${${holes[index]}}` : '')).join('')
  const shown = states.map((state) =>
    JSON.stringify(state, (key, member: unknown) => {
      // Holes that were left out with what was around them.
      const isUnused = /^h\d+$/.test(key) && !literals.some(({ holes }) => holes.includes(key))
      return isUnused ? undefined : member
    }),
  )
  return [
    ...literals.map((each, index) => `template ${index}: ${JSON.stringify(literal(each))}`),
    ...shown.map((state, index) => `state ${index}: ${state}`),
    hydrates ? 'The page starts from HTML.' : 'The page starts from values.',
  ].join('\n')
}
