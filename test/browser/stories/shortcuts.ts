/** A story of shortcuts: which keys they are meant by, and what stays text. */
import { html, join, LiveView, on, onDocument, onWindow, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { focus } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { textOf, valueOf, type Story } from './story.ts'

/** Shows which of its shortcuts were pressed. */
class Shortcuts extends LiveView {
  pressed: readonly string[] = []

  press(name: string): void {
    this.pressed = [...this.pressed, name]
  }

  render(): TemplateResult {
    return html`<p ${onWindow('keydown', () => this.press('find'), { keys: 'mod+k', prevent: true })}>Find</p>
      <p ${onDocument('keydown', () => this.press('more'), { keys: 'shift+mod+k', prevent: true })}>Find more</p>
      <p ${onWindow('keydown', () => this.press('help'), { keys: '?' })}>Help</p>
      <p ${onWindow('keydown', () => this.press('close'), { keys: 'Escape' })}>Close</p>
      <p ${onWindow('keydown', () => this.press('undo'), { keys: 'mod+z', typing: false })}>Undo</p>
      <input id="said" aria-label="Said" @keydown=${on('keydown', () => this.press('say'), { keys: 'Enter' })} />
      <output>${join(this.pressed, ' ')}</output>`
  }
}

export const shortcuts: Story = {
  name: 'shortcuts are told by what is held with them, leave texts alone, and are heard from a field where they are meant',
  routes: { '/': Shortcuts },
  async tell({ page }) {
    const pressed: string[] = []
    const isHeard = async (...names: readonly string[]): Promise<void> => {
      pressed.push(...names)
      await expectEventually(() => textOf(page, 'output')).toBe(pressed.join(' '))
    }
    await page.press('k')
    await page.press('k', ['Control'])
    await isHeard('find')
    await page.press('K', ['Control', 'Shift'])
    await isHeard('more')
    await page.press('?', ['Shift'])
    await isHeard('help')
    await page.press('z', ['Control'])
    await isHeard('undo')

    await focus(page, '#said')
    await page.press('?')
    await page.press('z', ['Control'])
    await page.press('k', ['Control'])
    await page.press('a')
    await page.press('Enter')
    await isHeard('find', 'say')
    await page.press('Escape')
    await isHeard('close')
    expect(await valueOf(page, '#said')).toContain('a')
  },
}
