import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { html } from '../../template/html.ts'
import { renderHtml } from '../../template/output/render-html.ts'
import { build } from '../../template/tree/build.ts'
import { isKind, type ChildNode, type InstanceNode } from '../../template/tree/tree.ts'
import { markdown, type MarkdownOptions } from './markdown.ts'

const CONTEXT = { host: null, development: true, warn: () => {} }

function treeOf(text: string, options?: MarkdownOptions, before: InstanceNode | null = null): InstanceNode {
  return build(html`<main>${markdown(text, options)}</main>`, before, CONTEXT)
}

function shown(tree: InstanceNode): string {
  return renderHtml(tree)
    .replaceAll(/<!--.*?-->/gs, '')
    .replace(/^<main>([^]*)<\/main>$/, '$1')
}

const show = (text: string, options?: MarkdownOptions): string => shown(treeOf(text, options))

const oracle = new MarkdownIt({ html: false })

/** HTML of the same elements and texts, however its blocks are set apart. */
function plain(markup: string): string {
  return markup
    .replaceAll(/ style="text-align:\s*(\w+);?"/g, ' align="$1"')
    .replaceAll(' loading="lazy"', '')
    .replaceAll(/<code class="[^"]*">/g, '<code>')
    .replaceAll('&quot;', '"')
    .replaceAll(/>\s+/g, '>')
    .replaceAll(/\s+</g, '<')
    .replaceAll(/<(img|hr|br)([^>]*?)\s*\/?>/g, '<$1$2>')
}

const DOCUMENT = `# Title with \`code\`

Some *words*, **bold**, ~~old~~ and ***both***, a [link](/about "About") and
a second line.  
Broken here, ![a picture](https://example.com/a.png).

- one
- two
  - nested
  - deeper

    with a paragraph
- three

3. third
4. fourth

> quoted
> > twice

\`\`\`ts
const a = 1 < 2 && "x"
\`\`\`

    indented

| a | b |
|:--|--:|
| 1 | 2 |
| *3* | \`4\` |

Setext
======

---

Last [reference][one] and <https://example.com>.

[one]: /one 'One'
`

describe('markdown', () => {
  test('shows what CommonMark says', () => {
    expect(plain(show(DOCUMENT)).split('<')).toEqual(plain(oracle.render(DOCUMENT)).split('<'))
  })

  test('shows HTML as text', () => {
    const text = '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> and <b onclick="x">bold</b>'
    expect(show(text)).not.toMatch(/<(script|img|b)[ >]/)
    expect(show(text)).toContain('&lt;script&gt;alert(1)')
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#x73;cript:alert(1))',
    '[x](<java\tscript:alert(1)>)',
    '[x](data:text/html,hi)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](&#1;javascript:alert(1))',
    '<javascript:alert(1)>',
    '![x](data:image/svg+xml;base64,AAAA)',
    '![x](mailto:a@example.com)',
    '![x](blob:https://example.com/1)',
    '[x]\n\n[x]: javascript:alert(1)',
  ])('%j leads nowhere', (text) => {
    for (const growing of [false, true]) {
      const markup = show(text, { growing })
      expect(markup).not.toMatch(/(href|src)="\s*(?!%01)[a-z\s]*:/i)
    }
  })

  test.each([
    ['https://example.com/a?b=c', 'href="https://example.com/a?b=c"'],
    ['mailto:a@example.com', 'href="mailto:a@example.com"'],
    ['/about#team', 'href="/about#team"'],
    ['a:b/c', null],
    ['./a:b', 'href="./a:b"'],
  ])('the link to %s is %s', (address, attribute) => {
    const markup = show(`[x](${address})`)
    if (attribute) expect(markup).toContain(attribute)
    else expect(markup).not.toContain('href')
  })

  test.each([
    ['quotes', `${'> '.repeat(5_000)}deep`],
    ['lists', Array.from({ length: 500 }, (_, at) => `${'  '.repeat(at)}- item`).join('\n')],
    ['emphasis', `${'*a '.repeat(3_000)}b${'*'.repeat(3_000)}`],
    ['brackets', '['.repeat(5_000)],
    ['code', '`a ``b '.repeat(3_000)],
  ])('%s in each other without end are shown', (_, text) => {
    for (const growing of [false, true]) expect(show(text, { growing })).toContain('<')
  })

  test('does not compile for what is no text, and says what to write', () => {
    // @ts-expect-error it is no text
    expect(() => show(7)).toThrow('arkdown(7) cannot be shown as content')
  })
})

describe('a text that grows', () => {
  const pieces = fc.array(
    fc.constantFrom(
      ...[
        '# ',
        'word ',
        'x',
        '\n',
        '\n\n',
        '\n',
        '- ',
        '  ',
        '    ',
        '1. ',
        '> ',
        '```',
        '`',
        '**',
        '*',
        '_',
        '~~',
      ],
      ...[
        '[a](',
        '/b)',
        '](',
        '[',
        ']',
        '[a]',
        '[a]: /c',
        '|',
        '|-|-|',
        '---',
        '===',
        '\\',
        '<',
        '>',
        '!',
        '\t',
        '&amp;',
      ],
    ),
    { maxLength: 30 },
  )

  test('is at every step what it is when it is shown at once, and keeps what it can', () => {
    const property = fc.property(pieces, fc.array(fc.boolean(), { maxLength: 30 }), (all, growing) => {
      let tree: InstanceNode | null = null
      let text = ''
      for (const [at, piece] of all.entries()) {
        text += piece
        const options = { growing: growing[at] ?? false }
        tree = treeOf(text, options, tree)
        expect(shown(tree)).toBe(show(text, options))
      }
      expect(plain(show(text))).toBe(plain(oracle.render(text)))
    })
    fc.assert(property, { numRuns: 1_500, seed: 11 })
  })

  test('that is edited anywhere is shown as it is then', () => {
    const property = fc.property(pieces, pieces, pieces, pieces, (start, removed, added, end) => {
      const text = (...parts: string[][]): string => parts.map((part) => part.join('')).join('')
      const before = treeOf(text(start, removed, end))
      const after = text(start, added, end)
      expect(shown(treeOf(after, {}, before))).toBe(show(after))
    })
    fc.assert(property, { numRuns: 500, seed: 12 })
  })

  test('does not render its finished blocks again', () => {
    const before = treeOf(DOCUMENT)
    const after = treeOf(`${DOCUMENT}\n\nMore`, {}, before)
    // What defines a name is parsed again, and taken over.
    expect(rowsOf(after).slice(0, 10)).toEqual(rowsOf(before).slice(0, 10))
    for (const [at, row] of rowsOf(before).slice(0, 10).entries()) expect(rowsOf(after)[at]).toBe(row)
  })

  test.each([
    ['half bold', 'so **bo', '<p>so <strong>bo</strong></p>'],
    ['half of what ends it', 'so **bold*', '<p>so <strong>bold</strong></p>'],
    ['only its mark', 'so **', '<p>so</p>'],
    ['bold in emphasis', '*one **two', '<p><em>one <strong>two</strong></em></p>'],
    ['half code', 'call `f(', '<p>call <code>f(</code></p>'],
    ['code that is about to end', 'call ``a`', '<p>call <code>a</code></p>'],
    ['the text of a link', 'see [the gui', '<p>see the gui</p>'],
    ['half an address', 'see [the *guide*](https://exa', '<p>see the <em>guide</em></p>'],
    ['a link in bold', '**see [it](/a', '<p><strong>see it</strong></p>'],
    ['half an image', 'see ![a pic](https://exa', '<p>see</p>'],
    ['half an address of its own', 'see <https://exa', '<p>see https://exa</p>'],
    ['a bullet', 'List:\n-', '<p>List:</p>'],
    ['a number', 'List:\n\n1.', '<p>List:</p>'],
    ['a heading without words', 'Text\n\n##', '<p>Text</p>'],
    ['a heading below its words', 'Text\n==', '<p>Text</p>'],
    ['a row of a table to be', 'Text\n\n| a | b', '<p>Text</p><p></p>'],
    ['an open fence', '```js\nlet a', '<pre><code class="language-js">let a</code></pre>'],
    ['a fence that ends', '```\na\n``', '<pre><code>a\n</code></pre>'],
    ['marks in code', '```\na **', '<pre><code>a **</code></pre>'],
    ['a product', '5 * 3', '<p>5 * 3</p>'],
    ['a range', 'in [0, 1) and', '<p>in 0, 1) and</p>'],
  ])('shows %s as what it is about to be', (_, text, expected) => {
    expect(show(text, { growing: true }).replaceAll(/>\n(?=<)/g, '>')).toBe(expected)
  })

  test('is never shown with marks of what is about to be, whichever letter it has come to', () => {
    const text =
      'Some **bold**, *italic* and `code`, [a link](https://example.com/a) there.\n\n- **one**: `x`\n- [two](/b)\n'
    for (let length = 1; length <= text.length; length++)
      expect(show(text.slice(0, length), { growing: true })).not.toMatch(/[*`[\]]|\(https?:|\(\//)
  })
})

function rowsOf(tree: InstanceNode): readonly unknown[] {
  // What stands between tags is a child.
  const content = tree.values[0] as ChildNode
  const list = isKind(content, 'guarded') ? content.content : null
  return isKind(list, 'list') ? list.rows : []
}
