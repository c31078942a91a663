/**
 * Markup from the server, turned into nodes. This is the one place where text becomes HTML, so that a page
 * with `require-trusted-types-for 'script'` allows one policy, `overwire`.
 */
import { natural, page } from './clobbering.ts'
import type { TrustedTypesWindow } from './trusted-types.d.ts'

// Where browsers have it, it has this type.
const { trustedTypes } = globalThis as TrustedTypesWindow
const policy = trustedTypes?.createPolicy('overwire', { createHTML: (html) => html })

/** Markup as the properties of elements take it, under Trusted Types too. Only for what the server sent. */
export function trusted(html: string): string {
  return policy ? policy.createHTML(html) : html
}

/** Attaches the shadow roots that markup declares, as a page does, where browsers know how. */
function fill(element: Element, html: string): void {
  if ('setHTMLUnsafe' in element) element.setHTMLUnsafe(trusted(html))
  // It is an element all the same; the type thinks that every browser knows the method.
  else (element as Element).innerHTML = trusted(html)
}

/** What the markup becomes in a `<template>`: table rows and options need no table or select around them. */
export function parseMarkup(html: string): DocumentFragment {
  const template = page.createElement('template')
  fill(template, html)
  return template.content
}

/**
 * What the markup becomes as the content of this element, which is left as it is. Scripts in it do not run,
 * and nothing in it loads or starts before it is put into the page.
 */
export function parseWithin(element: Element, html: string): DocumentFragment {
  const inert = parseMarkup('')
  // A form has its controls among its members.
  const holder = natural(inert.ownerDocument.importNode(element))
  fill(holder, html)
  // One by one: the arguments of a call are limited.
  while (holder.firstChild) inert.append(holder.firstChild)
  return inert
}
