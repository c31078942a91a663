import { html, createApp, LiveView, type LiveEvent } from 'overwire'
import { visit } from 'overwire/testing'
import { expect, test } from 'vitest'

class Book extends LiveView {
  selector = ''
  sign(event: LiveEvent) {
    event.reset(this.selector)
  }
  render() {
    return html`<form @submit=${(event) => this.sign(event)}>
        <input name="name" aria-label="Name" />
        <fieldset>
          <textarea name="text" aria-label="Text"></textarea>
          <input type="checkbox" name="mail" aria-label="Mail" />
        </fieldset>
        <button>Sign</button>
      </form>
      ${['textarea', 'fieldset', 'form'].map((name) => html`<button @click=${() => (this.selector = name)}>${name}</button>`)}`
  }
}

test('a selector of event.reset() names a control, a fieldset or a form', async () => {
  const left: Record<string, unknown> = {}
  for (const selector of ['textarea', 'fieldset', 'form']) {
    await using user = await visit(createApp().live('/', Book), '/')
    await user.click(selector)
    await user.type('Name', 'Ada')
    await user.type('Text', 'Hello')
    await user.check('Mail')
    await user.click('Sign')
    left[selector] = [user.value('Name'), user.value('Text'), user.checked('Mail')]
  }
  expect(left).toEqual({
    textarea: ['Ada', '', true],
    fieldset: ['Ada', '', false],
    form: ['', '', false],
  })
})
