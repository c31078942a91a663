/** Targets of commands that are looked for from the element of their handler. */
import { chain, createApp, html, LiveView, type TemplateResult } from 'overwire'
import { addClass } from 'overwire/commands'
import { visit } from 'overwire/testing'
import { expect, test } from 'vitest'

class Steps extends LiveView {
  render(): TemplateResult {
    return html`<article id="far" class="step"></article>
      <section class="step">
        <i class="step">before</i>
        <button
          id="from"
          class="step"
          @click=${chain(addClass({ previous: '.step' }, 'previous'), addClass({ next: '.step' }, 'next'))}
        >
          Go <b class="step">inside</b>
        </button>
        <u class="step">behind</u>
      </section>
      <p class="step"></p>`
  }
}

test('the nearest match beside an element is neither in it nor around it', async () => {
  await using user = await visit(createApp().live('/', Steps), '/')
  await user.click('#from')
  const found = (name: string) =>
    [...user.document.querySelectorAll(`.${name}`)].map((each) => each.localName)
  expect(found('previous')).toEqual(['i'])
  expect(found('next')).toEqual(['u'])
})
