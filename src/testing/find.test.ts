import { beforeAll, describe, expect, test } from 'vitest'
import { accessibleName, namesOf } from './accessible-name.ts'
import { findAll, findButton, findField, findForm } from './find.ts'
import { loadJsdom, type Jsdom } from './load-jsdom.ts'
import { visibleText } from './visible-text.ts'

let jsdom: Jsdom
beforeAll(async () => {
  jsdom = await loadJsdom()
})

function page(body: string): Document {
  return new jsdom.JSDOM(`<body>${body}</body>`, { url: 'http://localhost/' }).window.document
}

describe('a button', () => {
  test.each([
    ['its text', '<button>Send <b>it</b>\n</button>'],
    ['its label', '<button aria-label="Send it">×</button>'],
    ['the label that it refers to', '<i id="a">Send it</i><button aria-labelledby="a">×</button>'],
    ['its value', '<input type="submit" value="Send it" />'],
    ['its image', '<button><img alt="Send it" /></button>'],
    ['its title', '<button title="Send it"></button>'],
    ['the text of a link', '<a href="/">Send it</a>'],
    ['the text of what has the role of a button', '<span role="button">Send it</span>'],
  ])('is found by %s', (_, body) => {
    expect(accessibleName(findButton(page(body), 'Send it'))).toBe('Send it')
  })

  test('is found by a pattern and by a selector', () => {
    const document = page('<button class="like">Like (3)</button><button>Other</button>')
    expect(findButton(document, /^Like/).className).toBe('like')
    expect(findButton(document, 'button.like').className).toBe('like')
  })

  test('that a user does not see is not found', () => {
    const document = page(
      '<div hidden><button>Send</button></div><button style="display: none">Send</button>',
    )
    expect(() => findButton(document, 'Send')).toThrow('There is no button or link at all.')
  })

  test('that is not there is answered with those that are', () => {
    const document = page('<button id="go">Send</button><a href="/help">Help</a>')
    expect(() => findButton(document, 'Sedn')).toThrow(
      'There is no button or link "Sedn" on http://localhost/.\n\nThere is:\n  <button id="go"> "Send"\n  <a href="/help"> "Help"',
    )
  })

  test('that is there twice is refused, with both', () => {
    const document = page('<button id="a">Like</button><button id="b">Like</button>')
    expect(() => findButton(document, 'Like')).toThrow(/More than one.*\n.*id="a".*\n.*id="b"/)
  })

  test('that is disabled or inert is refused', () => {
    const document = page('<fieldset disabled><button>A</button></fieldset><p inert><button>B</button></p>')
    expect(() => findButton(document, 'A')).toThrow('it is disabled')
    expect(() => findButton(document, 'B')).toThrow('it is inert')
  })
})

describe('a field', () => {
  test.each([
    ['the label around it', '<label>Your name <input /></label>'],
    ['the label that names it', '<label for="a">Your name</label><input id="a" />'],
    ['its placeholder', '<input placeholder="Your name" />'],
    ['its name', '<textarea name="Your name"></textarea>'],
    ['its label for assistive technology', '<select aria-label="Your name"></select>'],
  ])('is found by %s', (_, body) => {
    expect(namesOf(findField(page(body), 'Your name'))).toContain('Your name')
  })

  test('is not what a selector finds that holds no value', () => {
    expect(() => findField(page('<p id="a"></p>'), '#a')).toThrow('it is not a field')
  })
})

describe('a form', () => {
  test('is found by its name, by a selector, and without words when it is the only one', () => {
    expect(findForm(page('<form name="comment"></form>'), 'comment').name).toBe('comment')
    expect(findForm(page('<form id="a"></form><form></form>'), '#a').id).toBe('a')
    expect(findForm(page('<form id="a"></form>')).id).toBe('a')
    expect(() => findForm(page('<form></form><form></form>'))).toThrow('More than one form')
  })
})

describe('text', () => {
  test('is what a user reads: blocks apart, whitespace collapsed, nothing that is hidden', () => {
    const document = page(`<ul><li>one</li><li>t<b>w</b>o<br>three</li></ul>
      <script>no</script><template>no</template><p hidden>no</p><details><summary>more</summary>no</details>`)
    expect(visibleText(document.body)).toBe('one two three more')
  })

  test('of what is not there is answered with what is', () => {
    const document = page('<p class="b">x</p><h1 id="a">y</h1>')
    expect(() => findAll(document, 'h2')).toThrow('<h1 id="a">')
  })
})
