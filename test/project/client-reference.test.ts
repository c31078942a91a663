import ts from 'typescript'
import { expect, test } from 'vitest'
import { filesIn, read } from './repository.ts'

const reference = read('docs/reference/client.md')
const sources = ['client', 'protocol'].flatMap((layer) =>
  filesIn(`src/${layer}`, '.ts').filter((file) => !file.endsWith('.test.ts')),
)

test.each([
  { heading: 'Status', type: 'ConnectionStatus', besides: [] },
  { heading: 'Outcomes', type: 'EventRefusal', besides: ['failed', 'refused', 'unknown', 'interrupted'] },
  // The browser itself gives four codes; a circuit that has ended leads to a new page, never to a status.
  {
    heading: 'Codes of a page',
    type: 'RefusalCode',
    besides: ['denied', 'login', 'busy', 'mismatch'],
    hidden: 'circuit-ended',
  },
])('the reference of the browser explains every word of $type', ({ heading, type, besides, hidden }) => {
  const words = wordsOf(type).filter((word) => word !== hidden)
  expect(words.length).toBeGreaterThan(4)
  const explained = explainedUnder(heading)
  expect(words.filter((word) => !explained.includes(word))).toEqual([])
  expect(explained.filter((word) => ![...words, ...besides].includes(word))).toEqual([])
})

test('the reference of the browser names every attribute that the script writes for authors', () => {
  const internal =
    /^data-live-(root|key|foreign|prevent|token|socket|login|posted|actions|edits|morph|recovery|rows|head|tag|html|body|portal)/
  const texts = sources.map(read)
  const attributes = texts.flatMap((text) => text.match(/data-live-[a-z]+/g) ?? [])
  const properties = texts.flatMap((text) =>
    [...text.matchAll(/dataset\['live([A-Z][a-z]+)'\]/g)].map(
      (match) => `data-live-${match[1]?.toLowerCase()}`,
    ),
  )
  const all = new Set([...attributes, ...properties].filter((name) => !internal.test(name)))
  expect(all.size).toBeGreaterThan(4)
  expect([...all].filter((name) => !reference.includes(`\`${name}`) && !reference.includes(name))).toEqual([])
})

/** The texts of a union type of the client or the protocol. */
function wordsOf(type: string): string[] {
  const text = sources.map(read).find((each) => each.includes(`type ${type} =`)) ?? ''
  const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.ESNext)
  const found = file.statements.find((each) => ts.isTypeAliasDeclaration(each) && each.name.text === type)
  const union =
    found && ts.isTypeAliasDeclaration(found) && ts.isUnionTypeNode(found.type) ? found.type.types : []
  return union.flatMap((each) =>
    ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal) ? [each.literal.text] : [],
  )
}

/** What stands in the first column of the tables under a heading. */
function explainedUnder(heading: string): string[] {
  const section =
    new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^#|$(?![\\s\\S]))`, 'm').exec(reference)?.[1] ?? ''
  return [...section.matchAll(/^\| `([a-z-]+)` /gm)].map((match) => match[1] ?? '')
}
