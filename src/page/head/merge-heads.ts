import type { Head } from '../../view/head.ts'

/** What several heads say together, from the outside in. */
export interface MergedHead extends Omit<
  Head,
  'titleTemplate' | 'jsonLd' | 'links' | 'htmlClass' | 'bodyClass'
> {
  readonly links: NonNullable<Head['links']>
  readonly jsonLd: readonly object[]
  readonly htmlClass: string
  readonly bodyClass: string
}

export function mergeHeads(heads: readonly Head[]): MergedHead {
  return {
    ...lastOf(heads, ['description', 'canonical', 'alternates', 'lang', 'dir']),
    title: titleOf(heads),
    meta: Object.fromEntries(heads.flatMap(({ meta }) => Object.entries(said(meta ?? {})))),
    openGraph: openGraphOf(heads),
    links: heads.flatMap(({ links }) => links ?? []),
    jsonLd: heads.flatMap(({ jsonLd }): readonly object[] => [jsonLd ?? []].flat()),
    htmlClass: classesOf(heads.map(({ htmlClass }) => htmlClass)),
    bodyClass: classesOf(heads.map(({ bodyClass }) => bodyClass)),
  }
}

/** A head without what says nothing, and with its structured data as it will be read: what changes later is not it. */
export function keptHead({ jsonLd, ...head }: Head): Head {
  if (jsonLd === undefined) return said(head)
  // What was an object, or a list of them, is one as JSON.
  return { ...said(head), jsonLd: JSON.parse(JSON.stringify(jsonLd)) as object }
}

/** A title stands in the template of what is around the view that has set it. */
function titleOf(heads: readonly Head[]): string | undefined {
  let title: string | undefined
  let around: string | null | undefined
  for (const head of heads) {
    if (head.title !== undefined) title = head.title === null ? undefined : within(around, head.title)
    if (head.titleTemplate !== undefined) around = head.titleTemplate
  }
  return title
}

function within(template: string | null | undefined, title: string): string {
  // A function, as `$&` in a title is text.
  return template ? template.replace('%s', () => title) : title
}

function openGraphOf(heads: readonly Head[]): Head['openGraph'] {
  return heads.reduce<Head['openGraph']>(
    (all, { openGraph }) => (openGraph ? { ...all, ...said(openGraph) } : all),
    undefined,
  )
}

/** The innermost value of each of these. */
function lastOf<Name extends keyof Head>(heads: readonly Head[], names: readonly Name[]): Pick<Head, Name> {
  const values = names.map((name) => [name, heads.findLast((head) => head[name] !== undefined)?.[name]])
  // It has these names, each with a value of its own.
  return Object.fromEntries(values) as Pick<Head, Name>
}

function classesOf(all: readonly (string | null | undefined)[]): string {
  // What stands before a null is taken away.
  const from = all.lastIndexOf(null) + 1
  const names = all.slice(from).flatMap((classes) => classes?.split(/\s+/) ?? [])
  return [...new Set(names.filter(Boolean))].join(' ')
}

function said<Type extends object>(values: Type): Type {
  // What is left out is optional.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Type
}
