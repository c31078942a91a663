import { expect, test } from 'vitest'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { TemplateRegistry } from './template-registry.ts'
import { diffChild } from './diff.ts'
import { html } from '../html.ts'
import { toChildValue } from './values.ts'

const CONTEXT: BuildContext = { host: null, development: false, warn() {} }

function changeOf(before: unknown, after: unknown): unknown {
  const tree = buildChild(before, null, CONTEXT)
  return diffChild(tree, buildChild(after, tree, CONTEXT), new BrowserEncoder(new TemplateRegistry()))
}

test('one of several holes of an attribute changes and all of them are sent, because the page cannot tell them apart', () => {
  const view = (one: string, two: string, title: string) =>
    html`<p title=${title} class="a ${one} ${two}">${title}</p>`
  expect(changeOf(view('b', 'c', 't'), view('b', 'd', 't'))).toEqual([0, 1, 'b', 2, 'd'])
  expect(changeOf(view('b', 'c', 't'), view('x', 'y', 'u'))).toEqual([0, 0, 'u', 1, 'x', 2, 'y', 3, 'u'])
})

test('the one hole of an attribute with text around it is sent alone', () => {
  const view = (name: string) => html`<p class="a ${name}" title=${'t'}></p>`
  expect(changeOf(view('b'), view('c'))).toEqual([0, 0, 'c'])
})

test('the value of a control is sent as HTML would carry it, without half characters', () => {
  const tree = buildChild(html`<input .value=${'\ud83d'} .note=${'\ud83d'} />`, null, CONTEXT)
  expect(toChildValue(tree, new BrowserEncoder(new TemplateRegistry()))).toEqual([1, '\ufffd', '\ud83d'])
})
