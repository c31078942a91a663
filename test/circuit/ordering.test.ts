import { Component, component, html, LiveView, on } from 'overwire'
import { expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

/** A field of a component of its own, in a form of the page; `saved` is what each submit saw. */
function formWith(slow: () => Promise<void>) {
  const texts = { typed: '' }
  const saved: string[] = []
  class Field extends Component<{ change: (text: string) => void }> {
    render() {
      return html`<input @input=${(event) => this.props.change(event.value)} />`
    }
  }
  class Form extends LiveView {
    render() {
      return html`<form @submit=${() => saved.push(texts.typed)}>
          ${component(Field, { change: (text) => (texts.typed = text) })}
          <button @click=${on(() => saved.push(`cancelled ${texts.typed}`), { overlap: 'allow' })}></button>
        </form>
        <button @click=${() => saved.push('elsewhere')}></button>`
    }
  }
  const { app } = appWith(Form)
  app.use(async (_context, event, next) => {
    if (event.type === 'input') await slow()
    await next()
  })
  return { app, saved }
}

test('a submit sees what was typed in a field of another component of the same form, behind slow middleware', async () => {
  const gate = deferred()
  const { app, saved } = formWith(() => gate.promise)
  const browser = await WireBrowser.open(app)
  browser.sendEvent([0, 1, 0], 'input', { value: 'typed' })
  browser.sendEvent([0, 0], 'submit')
  await settled()
  expect(saved).toEqual([])
  gate.resolve()
  await settled()
  expect(saved).toEqual(['typed'])
})

test('a click outside of the form, or with overlap "allow", does not wait for slow typing', async () => {
  const { app, saved } = formWith(() => new Promise(() => {}))
  const browser = await WireBrowser.open(app)
  browser.sendEvent([0, 1, 0], 'input', { value: 'typed' })
  browser.sendEvent([0, 2], 'click')
  browser.sendEvent([0, 3], 'click')
  await settled()
  expect(saved).toEqual(['cancelled ', 'elsewhere'])
})
