/** What may stand where in HTML, as far as the fuzzer writes it. */

export type Place =
  | 'flow'
  | 'phrasing'
  | 'text'
  | 'list'
  | 'table'
  | 'rows'
  | 'cells'
  | 'options'
  | 'marks'
  | 'choices'
  | 'svg'
  | 'math'
  | 'controlText'

export interface PlaceRules {
  /** Elements with what stands in them; null for those without content. */
  readonly elements: Readonly<Record<string, Place | null>>
  /** Whether text may stand here, or white space only. */
  readonly text: boolean
  /** Markup that may stand here. */
  readonly raw: readonly string[]
}

const PHRASING = {
  span: 'phrasing',
  b: 'phrasing',
  code: 'phrasing',
  'x-fuzz': 'phrasing',
  button: 'text',
  a: 'text',
  input: null,
  br: null,
  textarea: 'controlText',
  select: 'options',
  svg: 'svg',
  math: 'math',
} as const

export const PLACES: Readonly<Record<Place, PlaceRules>> = {
  flow: {
    text: true,
    elements: {
      ...PHRASING,
      div: 'flow',
      section: 'flow',
      p: 'phrasing',
      pre: 'phrasing',
      details: 'flow',
      ul: 'list',
      table: 'table',
    },
    raw: [
      '<p>raw</p>',
      'raw <b>markup</b>',
      '<!-- a comment --><i>x</i>',
      '',
      '\nline',
      '<ul><li>1<li>2</ul>',
    ],
  },
  phrasing: { text: true, elements: PHRASING, raw: ['raw <b>markup</b>', '', '<!---->x', '&amp;<i></i>'] },
  text: { text: true, elements: { i: 'text' }, raw: ['<i>raw</i>', 'raw'] },
  list: { text: false, elements: { li: 'flow' }, raw: ['<li>raw</li>', '<li>a<li>b</li>'] },
  table: {
    text: false,
    elements: { tbody: 'rows', thead: 'rows', tfoot: 'rows' },
    raw: ['<tbody><tr><td>raw</tbody>'],
  },
  rows: { text: false, elements: { tr: 'cells' }, raw: ['<tr><td>raw</td></tr>', ''] },
  cells: { text: false, elements: { td: 'flow', th: 'phrasing' }, raw: ['<td>raw</td>', '<td>1<td>2</td>'] },
  options: {
    text: false,
    elements: { option: 'choices', optgroup: 'options' },
    raw: ['<option>raw</option>'],
  },
  marks: { text: false, elements: { option: 'choices' }, raw: [] },
  choices: { text: true, elements: {}, raw: [] },
  svg: {
    text: true,
    elements: { g: 'svg', circle: 'svg', linearGradient: 'svg', foreignObject: 'flow', text: 'svg' },
    raw: ['<circle r="1"/>', '<g><text>raw</text></g>'],
  },
  math: { text: false, elements: { mrow: 'math', mi: 'text', mn: 'text' }, raw: ['<mi>raw</mi>'] },
  controlText: { text: true, elements: {}, raw: [] },
}

/** Text with what is awkward in HTML, in wire messages or in the DOM. */
export const TEXTS: readonly string[] = [
  '',
  'a',
  'some text',
  ' ',
  '\n',
  '\n\nlines\n',
  ' spaced ',
  '\r\n',
  'carriage\rreturn',
  '<b>not markup</b>',
  '&amp; &lt; & <',
  '"quoted" and \'quoted\'',
  '-->',
  '<!---->',
  '日本語',
  '👩‍👩‍👧',
  '\u00a0',
  '\0',
  '\ud83d',
  '\ude00 half',
  '\t',
  '${x}',
]

/** Static text: markup that is text when parsed. */
export const STATIC_TEXTS: readonly string[] = [
  'static',
  ' ',
  '\n',
  '\n  ',
  'a &amp; b',
  '&nbsp;',
  '日本 ',
  '&lt;b&gt;',
  '1 > 0',
]

export const SPACES: readonly string[] = ['', ' ', '\n', '\n  ', '\t']
