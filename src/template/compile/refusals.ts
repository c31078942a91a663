/** What to tell an author of a name that takes no value: what is wrong with it, and what to write. */
import type { Refusal } from './value-rules.ts'

export interface RefusedName {
  readonly tag: string
  /** As it is written, with `.` or `?`. */
  readonly written: string
}

export interface RefusalText {
  readonly problem: string
  readonly wrong: string
  readonly right: string
}

/** Why this name is refused on this element. */
export function refusalText(reason: Refusal, { tag, written }: RefusedName): RefusalText {
  const wrong = `html\`<${tag} ${written}=\${value}>\``
  switch (reason) {
    case 'handler': {
      const event = written.replace(/^[?.]?on/i, '').toLowerCase()
      return {
        problem: `"${written}" would run a string as script.`,
        wrong: `html\`<button on${event}="…">\``,
        right: `html\`<button @${event}=\${() => …}>\``,
      }
    }
    case 'content':
      return {
        problem: `"${written}" replaces what is in the element without Overwire.`,
        wrong: `html\`<div ${written}=\${content}></div>\``,
        right: 'html`<div>${content}</div>, or ${unsafeHTML(content)} for markup`',
      }
    case 'document':
      return {
        problem: `"${written}" holds a document that would not be escaped.`,
        wrong: 'html`<iframe srcdoc=${content}></iframe>`',
        right: 'html`<iframe src=${address}></iframe>`',
      }
    case 'style':
      return {
        problem: `"${written}" holds text of a style sheet, which a strict content security policy forbids.`,
        wrong,
        right: `html\`<${tag} style=\${styleMap({ width })}>\``,
      }
    case 'command':
      return {
        problem: 'A <meta http-equiv> can send the visitor elsewhere, so it cannot have a hole.',
        wrong: 'html`<meta http-equiv="refresh" content=${content}>`',
        right: 'redirect(address) in "mount"',
      }
    case 'code':
      return {
        problem: `"${written}" may change what the code in <${tag}> is, so it is written out.`,
        wrong,
        right: `html\`<${tag} ${written.replace(/^[?.]/, '')}="…">\``,
      }
    case 'scheme':
      return {
        problem: `"${written}" replaces the scheme of an address, so it could make it run script.`,
        wrong,
        right: `html\`<${tag} href=\${address}>\``,
      }
    case 'prototype':
      return {
        problem: `"${written}" would change what the element is, not one of its properties.`,
        wrong,
        right: `html\`<${tag} .name=\${value}>\``,
      }
    case 'reserved':
      return {
        problem: `The attribute "${written}" is Overwire's own.`,
        wrong: '<p _>',
        right: '<p data-mark>',
      }
  }
}
