import type { DocumentChange } from '../../protocol/head-messages.ts'
import type { Effect } from '../../protocol/messages.ts'
import type { Head } from '../../view/head.ts'
import { headTags, type HeadTags } from './head-tags.ts'
import { mergeHeads } from './merge-heads.ts'

/** What the document shows around a page. */
export interface ShownHead {
  /** Undefined while no view has set one. */
  readonly title: string | undefined
  readonly tags: HeadTags
  /** Classes of `<html>`. */
  readonly html: string
  /** Classes of `<body>`. */
  readonly body: string
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
}

/** The language of a document for which no view has said another one. */
export interface DocumentLanguage {
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
}

/** What these heads show, from the outside in. */
export function shownHead(heads: readonly Head[], language: DocumentLanguage): ShownHead {
  if (heads.length === 0) return { title: undefined, tags: NO_TAGS, html: '', body: '', ...language }
  const merged = mergeHeads(heads)
  const { title, htmlClass, bodyClass } = merged
  return {
    title: title ?? undefined,
    tags: headTags(merged),
    html: htmlClass,
    body: bodyClass,
    lang: merged.lang ?? language.lang,
    dir: merged.dir ?? language.dir,
  }
}

const NO_TAGS: HeadTags = new Map()

/** What a document is known to show, and the language that it has of itself. */
export interface DocumentBefore {
  /** Null: it is not known. */
  readonly shown: ShownHead | null
  readonly language: DocumentLanguage
}

/** The effects by which a document comes to show a head: the title, and what else differs. */
export function headEffects({ shown, language }: DocumentBefore, after: ShownHead): Effect[] {
  const effects: Effect[] = []
  const title = after.title ?? ''
  if (title !== (shown?.title ?? '')) effects.push(['title', title])
  const gone = shown ? [...shown.tags.keys()].filter((key) => !after.tags.has(key)) : 0
  const come = [...after.tags].filter(([key, markup]) => shown?.tags.get(key) !== markup)
  const markup = come.map(([, each]) => each).join('')
  const rest = restOf(shown ?? { html: '', body: '', ...language }, after)
  const hasRest = Object.keys(rest).length > 0
  if (gone === 0 || gone.length > 0 || markup !== '' || hasRest) {
    effects.push(hasRest ? ['head', gone, markup, rest] : ['head', gone, markup])
  }
  return effects
}

function restOf(
  before: Omit<ShownHead, 'title' | 'tags'>,
  { html, body, lang, dir }: ShownHead,
): DocumentChange {
  return {
    ...(html !== before.html && { html }),
    ...(body !== before.body && { body }),
    ...(lang !== before.lang && { lang }),
    ...(dir !== before.dir && { dir }),
  }
}
