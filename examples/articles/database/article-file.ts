/** Reads the articles of the repository: Markdown files with a few lines of front matter. */
import { readdir, readFile } from 'node:fs/promises'
import { renderMarkdown } from './markdown.ts'

/** An article as its file tells it. Its id is the number that the file name starts with. */
export interface ArticleFile {
  readonly id: number
  readonly title: string
  readonly author: string
  /** The day of publication, as `2026-11-22`. */
  readonly date: string
  readonly summary: string
  readonly markdown: string
  readonly html: string
}

/** Reads every `NN-slug.md` of a folder, in the order of the numbers. */
export async function readArticleFiles(folder: URL): Promise<ArticleFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d+-.+\.md$/.test(name))
  const files = names.map(async (name) =>
    parseArticleFile(name, await readFile(new URL(name, folder), 'utf8')),
  )
  return (await Promise.all(files)).toSorted((first, second) => first.id - second.id)
}

/** Parses one file: `---`, lines of `key: value`, `---`, Markdown. */
export function parseArticleFile(name: string, source: string): ArticleFile {
  const [, header, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? []
  if (header === undefined || body === undefined) {
    throw new Error(
      `${name} has no front matter. Start it with a line "---", lines of "key: value", and "---".`,
    )
  }

  const fields = parseFields(header)
  const field = (key: string): string => {
    const value = fields.get(key)
    if (!value) throw new Error(`${name} has no ${key} in its front matter. Add a line "${key}: …".`)
    return value
  }
  return {
    id: Number.parseInt(name, 10),
    title: field('title'),
    author: field('author'),
    date: field('date'),
    summary: field('summary'),
    markdown: body.trim(),
    html: renderMarkdown(body),
  }
}

function parseFields(header: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of header.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
  }
  return fields
}
