import { component, html, LiveView } from 'overwire'
import type { FormEvent, TemplateResult } from 'overwire'
import { undo } from '../changes.ts'
import type { Change } from '../changes.ts'
import type { Card, Column, Place } from '../database/cards.ts'
import { database } from '../database/store.ts'
import type { Board, BoardActions } from '../parts/board-actions.ts'
import type { CardSchema, NewCardSchema } from '../parts/card-schema.ts'
import { columnSection } from '../parts/column-section.ts'
import { editor } from '../parts/editor.ts'
import { Palette } from '../parts/palette.ts'
import type { PaletteCommand } from '../parts/palette.ts'
import { sidePanel } from '../parts/side-panel.ts'
import { toolbar } from '../parts/toolbar.ts'
import { cardsIn, step } from '../places.ts'
import type { Direction } from '../places.ts'

/** How many changes can be undone, and how many are told of. */
const MOST_CHANGES = 20
const MOST_NEWS = 8

/** The board: one for everybody who looks at it. Each user undoes what they have done themselves. */
export class BoardPage extends LiveView implements BoardActions {
  columns = this.live.load(() => database.cards.columns())
  cards = this.live.load(() => database.cards.all())
  query = ''
  opened: number | null = null
  changes: readonly Change[] = []
  news: readonly string[] = []

  override mount(): void {
    this.live.subscribe('board', async (text: string) => {
      this.news = [text, ...this.news].slice(0, MOST_NEWS)
      await this.cards.reload()
    })
  }

  // --- what users do ---

  async add(column: Column, event: FormEvent<NewCardSchema>): Promise<void> {
    const { title } = event.form
    const id = await database.cards.add(column.id, title)
    if (id === undefined) return this.#refuse(`${column.title} is full: it holds ${column.most} cards.`)
    event.reset()
    await this.#changed({ kind: 'added', id, title }, `${title} was added to ${column.title}.`)
  }

  async open({ id }: Card): Promise<void> {
    this.opened = id
    this.live.focus('#editor-title')
  }

  async save(card: Card, { form }: FormEvent<CardSchema>): Promise<void> {
    const { id, title, text } = card
    if (form.title === title && form.text === text) return
    if (!(await database.cards.edit(id, form))) return this.#refuse(`${title} has been removed meanwhile.`)
    await this.#changed({ kind: 'edited', id, title, before: { title, text } }, `${form.title} was changed.`)
  }

  async step(card: Card, direction: Direction): Promise<void> {
    const place = step(this.#board, card, direction)
    if (place) await this.#move(card, place)
  }

  async remove({ id, title }: Card): Promise<void> {
    const card = await database.cards.remove(id)
    if (card) await this.#changed({ kind: 'removed', id, title, card }, `${title} was removed.`)
  }

  async undo(): Promise<void> {
    const change = this.changes.at(-1)
    if (!change) return this.#refuse('There is nothing to undo.')
    this.changes = this.changes.slice(0, -1)
    const outcome = await undo(database.cards, change)
    if (outcome === 'moved') return this.#publish(`Undone: ${change.title} was ${change.kind}.`)
    this.#refuse(
      outcome === 'full'
        ? `There is no room for ${change.title} any more.`
        : `${change.title} has been removed meanwhile.`,
    )
  }

  // --- what becomes of it ---

  async #move(card: Card, place: Place): Promise<void> {
    const { id, title, columnId, position } = card
    const column = this.#columnOf(place)
    const outcome = await database.cards.move(id, place)
    if (outcome === 'full') return this.#refuse(`${column.title} is full: it holds ${column.most} cards.`)
    if (outcome === 'gone') return this.#refuse(`${title} has been removed meanwhile.`)
    const before = { columnId, position }
    await this.#changed({ kind: 'moved', id, title, before }, `${title} was moved in ${column.title}.`)
    // In another column it is another element: the keyboard goes on with that.
    this.live.focus(`#handle-${id}`)
  }

  #columnOf({ columnId }: Place): Column {
    const column = this.#board.columns.find(({ id }) => id === columnId)
    if (!column) throw new Error(`There is no column ${columnId}.`)
    return column
  }

  async #changed(change: Change, news: string): Promise<void> {
    this.changes = [...this.changes, change].slice(-MOST_CHANGES)
    await this.#publish(news)
  }

  async #publish(news: string): Promise<void> {
    await this.cards.reload()
    await this.live.publish('board', news)
  }

  #refuse(text: string): void {
    this.live.flash(text, 'error')
  }

  // --- what is shown ---

  get #board(): Board {
    return { columns: this.columns.value ?? [], cards: this.cards.value ?? [] }
  }

  get #found(): readonly Card[] {
    const words = this.query.toLowerCase().trim()
    return this.#board.cards.filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(words))
  }

  get #commands(): readonly PaletteCommand[] {
    const { columns, cards } = this.#board
    return [
      { name: 'Undo', run: () => this.undo() },
      { name: 'Show all cards', run: () => void (this.query = '') },
      ...columns.map(({ id, title }) => ({
        name: `Add a card to ${title}`,
        run: () => this.live.focus(`#new-${id}`),
      })),
      ...cards.map(({ id, title }) => ({
        name: `Go to ${title}`,
        run: () => this.live.focus(`#title-${id}`),
      })),
    ]
  }

  render(): TemplateResult {
    this.live.head = { title: 'Board', description: 'A shared board that several people change at once.' }
    const board = this.#board
    const found = this.#found
    return html`<div class="page">
      <a class="skip" href="#main">To the cards</a>
      ${toolbar({
        query: this.query,
        search: (query) => (this.query = query),
        last: this.changes.at(-1),
        undo: this.undo,
      })}
      <main id="main" tabindex="-1">
        <p role="status" class="quiet">
          ${this.query ? `${found.length} of ${board.cards.length} cards` : (this.news[0] ?? '')}
        </p>
        <div class="board">
          ${board.columns.map((column) =>
            columnSection({
              column,
              shown: cardsIn(found, column.id),
              count: cardsIn(board.cards, column.id).length,
              actions: this,
            }),
          )}
        </div>
      </main>
      ${sidePanel(board, this.news)}
      ${editor({
        card: board.cards.find(({ id }) => id === this.opened),
        actions: this,
        closed: () => (this.opened = null),
      })}
      ${component(Palette, { commands: this.#commands })}
    </div>`
  }
}
