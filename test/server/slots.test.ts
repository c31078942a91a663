import {
  Component,
  component,
  createApp,
  guard,
  html,
  LiveView,
  repeat,
  type TemplateContent,
} from 'overwire'
import { visit } from 'overwire/testing'
import { expect, test } from 'vitest'

class Card extends Component<{ title: string; children: TemplateContent; footer?: TemplateContent }> {
  folds = 0
  name = 'card'
  render() {
    const { title, children, footer } = this.props
    return html`<section>
      <h2 @click=${this.fold}>${title} ${this.folds}</h2>
      <div>${children}</div>
      <footer>${footer ?? 'no footer'}</footer>
    </section>`
  }
  fold() {
    this.folds++
  }
}

class Page extends LiveView {
  name = 'page'
  saved: string[] = []
  hidden = 0
  renders = 0
  render() {
    return html`${component(Card, {
      title: 'One',
      children: html`<button @click=${this.save}>Save</button>
          ${guard([0], () => html`<button @click=${this.save}>Guarded</button>`)}
          ${component(Card, { title: 'Inner', children: html`<button @click=${this.save}>Deep</button>` })}`,
      footer: repeat(
        ['a', 'b'],
        (key) => key,
        (key) => html`<button @click=${this.save}>Row ${key}</button>`,
      ),
    })}
      <output>${this.saved.join(' ')}</output>`
  }
  save(event: { type: string }) {
    this.saved.push(`${this.name}:${event.type}`)
  }
}

test('a handler in a slot is called on the component that wrote it, which renders then', async () => {
  await using user = await visit(createApp().live('/', Page), '/')
  for (const name of ['Save', 'Guarded', 'Deep', 'Row b']) await user.click(name)
  expect(user.text('output')).toBe('page:click page:click page:click page:click')
  await user.click('section:not(section section) > h2')
  await user.click('section section h2')
  await user.click('Save')
  expect(user.text('h2')).toBe('One 1 Inner 1')
  expect(user.text('output').split(' ')).toHaveLength(5)
  expect(user.errors).toEqual([])
})
