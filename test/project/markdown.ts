/** What the documents of the repository contain: links, and blocks of code with what surrounds them unseen. */
import { filesIn, read } from './repository.ts'

export interface CodeBlock {
  readonly file: string
  /** By which others of the same document import it. */
  readonly name: string
  /** The line of the document on which the code starts, from 1. */
  readonly line: number
  readonly code: string
  /** Declarations from an HTML comment right above the block, which readers do not see. */
  readonly prelude: string
}

/** Every document of the repository, except those of the examples' own content. */
export function documents(): readonly string[] {
  return filesIn('.', '.md').filter((file) => !file.startsWith('examples/articles/content/'))
}

/** Targets of the links and images of a document, code left out. */
export function linksIn(file: string): readonly string[] {
  const prose = read(file)
    .replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '')
    .replaceAll(/`[^`\n]*`/g, '')
  const inline = [...prose.matchAll(/\]\(\s*<?([^\s)>]+)>?[^)]*\)/g)]
  const defined = [...prose.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm)]
  return [...inline, ...defined].map((match) => match[1] ?? '')
}

/** Anchors of a document as GitHub makes them from its headings. */
export function anchorsIn(file: string): ReadonlySet<string> {
  const headings = [...read(file).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map((match) => match[1] ?? '')
  const ids = [...read(file).matchAll(/\bid="([^"]+)"/g)].map((match) => match[1] ?? '')
  const slugs = headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
  return new Set([...slugs, ...ids])
}

/**
 * The blocks fenced as `ts`, each a module of its own. Those fenced as `ts fragment` are parts of something and are
 * left out. Those fenced as `ts app.ts` can be imported by others of their document as `./app.ts`, and so can an
 * HTML comment whose first line is a file name, which readers do not see.
 */
export function codeBlocksIn(file: string): readonly CodeBlock[] {
  const text = read(file)
  return [...shownBlocks(file, text), ...hiddenFiles(file, text)]
}

/** The files that a document tells its readers to write, by their names: blocks fenced as `ts app.ts`, `json tsconfig.json`. */
export function filesOf(document: string): Readonly<Record<string, string>> {
  const fenced = /^```[a-z]+ (\S+\.[a-z]+)\n([\s\S]*?)^```$/gm
  return Object.fromEntries(
    [...read(document).matchAll(fenced)].map(([, name = '', text = '']) => [name, text]),
  )
}

/** The same, with the files that readers do not see: what an example needs to run. */
export function exampleFiles(document: string): Readonly<Record<string, string>> {
  const hidden = hiddenFiles(document, read(document)).map(({ name, code }) => [name, code] as const)
  return { ...Object.fromEntries(hidden), ...filesOf(document) }
}

/** Whether an example listens by itself, or is a test: it is started, and not imported. */
export function isProgram(code: string): boolean {
  return /\bserve\(|\.listen\(|from 'vitest'/.test(code)
}

function shownBlocks(file: string, text: string): CodeBlock[] {
  const fenced =
    /(?:^<!-- prelude\n([\s\S]*?)^-->\n+)?^([ \t]*)```(?:ts|typescript)(?: (\S+\.ts))?\n([\s\S]*?)^\2```$/gm
  return [...text.matchAll(fenced)].map((match, index) => {
    const [all, prelude = '', indent = '', name = `block-${index}.ts`, code = ''] = match
    const line = lineAt(text, match.index + all.lastIndexOf(code))
    return { file, name, line, code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''), prelude }
  })
}

function hiddenFiles(file: string, text: string): CodeBlock[] {
  return [...text.matchAll(/^<!-- (\S+\.ts)\n([\s\S]*?)^-->$/gm)].map((match) => {
    const [, name = '', code = ''] = match
    return { file, name, line: lineAt(text, match.index) + 1, code, prelude: '' }
  })
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
