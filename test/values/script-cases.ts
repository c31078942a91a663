/** Values that would run script, in every place of an element and by every way that leads there. */
import { attrs } from '../../src/template/directives.ts'
import { html } from '../../src/template/html.ts'
import type { TemplateResult, TemplateValue } from '../../src/template/template-value.ts'

export interface ScriptCase {
  readonly name: string
  readonly payload: unknown
  /** What an author writes, with this value or the payload. */
  template(value?: unknown): TemplateResult
}

/** Each would call `ran()`, somewhere. */
export const PAYLOADS: readonly unknown[] = [
  'javascript:ran()',
  '\u0001 java\tscript:ran()',
  ['javascript:ran()'],
  [['javascript:ran()']],
  { href: 'javascript:ran()' },
  'vbscript:ran()',
  'data:text/html,<script>top.ran()</script>',
  'data:text/javascript,ran()',
  '#;javascript:ran()',
  '/a javascript:ran()',
  '/a.png 1x, javascript:ran() 2x',
  '<img src="/nothing" onerror="ran()">',
  'ran()',
  '0;url=javascript:ran()',
  'refresh',
  'module',
  'javascript',
]

/** An element with one hole in it. */
type Frame = readonly [before: string, tag: string, after: string]

const FRAMES: readonly Frame[] = [
  ['', 'a', '>a</a>'],
  ['<map>', 'area', '></map>'],
  ['', 'iframe', '></iframe>'],
  ['', 'embed', '>'],
  ['', 'object', '></object>'],
  ['<form>', 'button', '>a</button></form>'],
  ['<form>', 'input', '></form>'],
  ['', 'form', '></form>'],
  ['', 'img', '>'],
  ['<picture>', 'source', '><img></picture>'],
  ['', 'video', '></video>'],
  ['', 'link', '>'],
  ['', 'script', '></script>'],
  ['', 'script', ' type="text/plain">ran()</script>'],
  ['', 'style', '></style>'],
  ['', 'meta', '>'],
  ['', 'meta', ' http-equiv="refresh">'],
  ['', 'div', '></div>'],
  ['', 'blockquote', '></blockquote>'],
  ['<svg>', 'a', '></a></svg>'],
  ['<svg>', 'use', '></use></svg>'],
  ['<svg>', 'image', '></image></svg>'],
  ['<svg>', 'script', '></script></svg>'],
  ['<svg>', 'style', '></style></svg>'],
  ['<svg><a>', 'animate', ' attributeName="href"></animate></a></svg>'],
  ['<svg><a>', 'set', ' attributeName="href"></set></a></svg>'],
  ['<math>', 'mi', '></mi></math>'],
]

const NAMES: readonly string[] = [
  ...['href', 'src', 'action', 'formaction', 'poster', 'background', 'data', 'cite', 'ping', 'longdesc'],
  ...['srcset', 'imagesrcset', 'manifest', 'codebase', 'to', 'from', 'by', 'values', 'xlink:href'],
  ...['srcdoc', 'onclick', 'onload', 'onerror', 'style', 'http-equiv', 'content', 'type', 'language', 'rel'],
]

const PROPERTIES: readonly string[] = [
  ...['href', 'src', 'action', 'formAction', 'poster', 'background', 'data', 'cite', 'ping', 'longDesc'],
  ...['srcset', 'imageSrcset', 'codeBase', 'protocol', 'srcdoc', 'onclick', 'onload', 'style', 'httpEquiv'],
  ...['content', 'type', 'text', 'textContent', 'innerText', 'outerText', 'innerHTML', 'outerHTML'],
  ...['__proto__', 'constructor', 'attributes', 'dataset', 'rel'],
]

const CONTENT: readonly (readonly [before: string, after: string])[] = [
  ['<div>', '</div>'],
  ['<script>', '</script>'],
  ['<style>', '</style>'],
  ['<iframe>', '</iframe>'],
  ['<textarea>', '</textarea>'],
  ['<xmp>', '</xmp>'],
  ['<svg><script>', '</script></svg>'],
  ['<svg><style>', '</style></svg>'],
  ['<svg><script><g>', '</g></script></svg>'],
  ['<svg><title>', '</title></svg>'],
]

export function* scriptCases(): Generator<ScriptCase> {
  for (const [before, tag, after] of FRAMES) {
    const inTag = (start: string, end: string): readonly [string, string] => [
      `${before}<${tag} ${start}`,
      `${end}${after}`,
    ]
    for (const name of [
      ...NAMES,
      ...NAMES.map((each) => `?${each}`),
      ...PROPERTIES.map((each) => `.${each}`),
    ]) {
      yield* casesOf(inTag(`${name}=`, ''), asItIs)
      // What `attrs` takes is checked when it is built, and not by its type alone.
      yield* casesOf(inTag('', ''), (payload) => attrs({ [name]: payload as string }), ` ${name}`)
    }
    for (const name of NAMES) {
      yield* casesOf(inTag(`${name}=" `, '"'), asItIs)
      yield* casesOf(inTag(`${name}="/a `, ' "'), asItIs)
    }
  }
  for (const around of CONTENT) yield* casesOf(around, asItIs)
}

function* casesOf(
  texts: readonly [string, string],
  show: (payload: unknown) => unknown,
  spread = '',
): Generator<ScriptCase> {
  const strings = Object.assign([...texts], { raw: [...texts] })
  for (const payload of PAYLOADS) {
    yield {
      name: `${texts.join('${…}')}${spread} of ${JSON.stringify(payload)}`,
      payload,
      // Authors write what types forbid.
      template: (value = payload) => html(strings, show(value) as TemplateValue),
    }
  }
}

function asItIs(payload: unknown): unknown {
  return payload
}
