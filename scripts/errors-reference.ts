/**
 * `docs/reference/errors.md`, made from the catalogue in `src/errors/`: what the comment above an error says, and its
 * message with names in the place of values.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './root.ts'

export const ERRORS_REFERENCE: string = join(root, 'docs/reference/errors.md')

/** The files of the catalogue, in the order in which an author meets them, and what they are about. */
const CHAPTERS: readonly (readonly [file: string, title: string])[] = [
  ['template', 'Templates'],
  ['local', 'Local state'],
  ['view', 'Views'],
  ['forms', 'Controls and forms'],
  ['stored', 'What the browser stores'],
  ['session', 'Sessions'],
  ['page', 'Pages'],
  ['circuit', 'Circuits'],
  ['server', 'The server'],
  ['protocol', 'The protocol'],
  ['testing', 'The user without a browser'],
]

const INTRODUCTION = `# Errors

Every error that Overwire throws is an \`OverwireError\`. Its \`code\` is permanent: programs may compare it and people may search
for it. The message is for people, shows your own template or value, and may change. What fails outside of Overwire keeps its
\`cause\`.

\`\`\`ts
import { createApp, OverwireError } from 'overwire'
import { serve } from 'overwire/node'

try {
  await serve(createApp(), { port: 3000 })
} catch (error) {
  if (!(error instanceof OverwireError && error.code === 'port-in-use')) throw error
  await serve(createApp(), { port: 0 })
}
\`\`\`

A browser never gets these messages in production: it hears that an event failed, and no more.

In the messages below \`‹name›\` stands for what is filled in. This page is made from the catalogue by \`npm run errors\`.
`

/** The whole page. */
export async function errorsReference(): Promise<string> {
  const chapters = await Promise.all(CHAPTERS.map(([file, title]) => chapter(file, title)))
  return INTRODUCTION + chapters.join('')
}

async function chapter(file: string, title: string): Promise<string> {
  const path = join(root, 'src/errors', `${file}.ts`)
  // Every export of the catalogue is checked before it is used.
  const exported = (await import(/* @vite-ignore */ path)) as Record<string, unknown>
  const entries = [...comments(path)].map(([name, comment]) => entry(exported[name], comment))
  return `\n## ${title}\n${entries.join('')}`
}

function entry(definition: unknown, comment: string): string {
  if (!isDefinition(definition)) return ''
  const message = definition(PLACEHOLDERS).message
  // What a message adds to a number has been added to its name.
  const text = message.replaceAll(/›(\d+)/g, ' + $1›')
  return `\n### \`${definition.code}\`\n\n${comment}\n\n\`\`\`text\n${text}\n\`\`\`\n`
}

/** Has every detail that a message may ask for: its name, as a text and as a list of one text. */
const PLACEHOLDERS: object = new Proxy({}, { get: (_, name) => placeholder(`‹${String(name)}›`) })

function placeholder(text: string): object {
  return Object.assign(new String(text), { map: (change: (item: string) => unknown) => [change(text)] })
}

type Definition = ((details: object) => Error) & { readonly code: string }

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'function' && 'code' in value && typeof value.code === 'string'
}

/** Exported consts of a file in their order, with the comment above each. */
function comments(path: string): Map<string, string> {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true)
  const statements = source.statements.filter(ts.isVariableStatement)
  return new Map(
    statements.flatMap((statement) =>
      statement.declarationList.declarations.map(
        ({ name }) => [name.getText(), commentOf(statement)] as const,
      ),
    ),
  )
}

function commentOf(statement: ts.Statement): string {
  const parts = ts
    .getJSDocCommentsAndTags(statement)
    .map((part) => ts.getTextOfJSDocComment(part.comment) ?? '')
  return parts.join(' ').replaceAll(/\s*\n\s*/g, ' ')
}
