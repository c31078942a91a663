/**
 * Markup from the server, turned into nodes. This is the one place where text becomes HTML, so that a page
 * with `require-trusted-types-for 'script'` allows one policy, `overwire`.
 */
import { page } from './clobbering.ts'
import type { TrustedTypesWindow } from './trusted-types.d.ts'

// Where browsers have it, it has this type.
const { trustedTypes } = globalThis as TrustedTypesWindow
const policy = trustedTypes?.createPolicy('overwire', { createHTML: (html) => html })

/**
 * Fills an element with markup of the server. Shadow roots that it declares are attached, as a page does, where browsers
 * know how.
 */
export function fill(element: Element, html: string): void {
  const trusted = policy?.createHTML(html) ?? html
  if ('setHTMLUnsafe' in element) element.setHTMLUnsafe(trusted)
  // It is an element all the same; the type thinks that every browser knows the method.
  else (element as Element).innerHTML = trusted
}

/** What the markup becomes in a `<template>`: table rows and options need no table or select around them. */
export function parseMarkup(html: string): DocumentFragment {
  const template = page.createElement('template')
  fill(template, html)
  return template.content
}
