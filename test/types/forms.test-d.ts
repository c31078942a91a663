import { bind, LiveView, html, type TemplateResult } from 'overwire'
import { expectTypeOf, test } from 'vitest'

class Editor extends LiveView {
  title = ''
  address = { city: '', geo: { lat: 0 } }
  items: { done: boolean }[] = []

  render(): TemplateResult {
    bind(this, 'title')
    bind(this, 'title', { debounce: 200 })
    bind(this, 'address', 'city')
    bind(this, 'address', 'geo', 'lat')
    bind(this, 'address', 'geo', 'lat', { on: 'change' })
    bind(this.address, 'city')
    for (const item of this.items) bind(item, 'done')
    // @ts-expect-error there is no such field
    bind(this, 'titel')
    // @ts-expect-error there is no such field in the address
    bind(this, 'address', 'town')
    // @ts-expect-error there is no such option
    bind(this, 'title', { bounce: 1 })
    return html`<input ${bind(this, 'title')} />`
  }
}

test('a control is bound to a field that is there', () => {
  expectTypeOf<Editor>().toHaveProperty('title')
})
