/** A list in which one row is moved by keys. */
import { html, LiveView, on, repeat } from 'overwire'
import { addClass, moveRow } from 'overwire/commands'

export class Moving extends LiveView {
  rows = ['a', 'b', 'c']
  render() {
    const move = on('keydown', (event) => this.move(event.key), {
      keys: ['ArrowUp', 'ArrowDown'],
      optimistic: { ArrowUp: moveRow('#c', 'up'), ArrowDown: moveRow('#c', 'down') },
    })
    const raise = on('keydown', () => this.raise(), {
      keys: ['mod+Home'],
      optimistic: { 'mod+Home': [moveRow('#c', 'first'), addClass('#c', 'raised')] },
    })
    return html`<section @keydown=${raise}><button @keydown=${move}>Grip</button></section>
      <ul>${repeat(
        this.rows,
        (row) => row,
        (row) => html`<li id=${row}>${row}</li>`,
      )}</ul>`
  }
  move(key: string) {
    const others = this.rows.filter((row) => row !== 'c')
    const at = this.rows.indexOf('c') + (key === 'ArrowUp' ? -1 : 1)
    this.rows = others.toSpliced(Math.max(0, at), 0, 'c')
  }
  raise() {
    throw new Error('It stays where it is.')
  }
}
