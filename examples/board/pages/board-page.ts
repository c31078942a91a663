import { component, html, LiveView, on, onWindow, portal } from 'overwire'
import type { FormEvent, TemplateResult } from 'overwire'
import { focus, open } from 'overwire/commands'
import { undo } from '../changes.ts'
import type { Change } from '../changes.ts'
import type { Card, Column, Moved, Place } from '../database/cards.ts'
import { database } from '../database/store.ts'
import type { BoardActions } from '../parts/board-actions.ts'
import { labelSchema } from '../parts/card-schema.ts'
import type { CardSchema, NewCardSchema } from '../parts/card-schema.ts'
import { columnSection } from '../parts/column-section.ts'
import { editor } from '../parts/editor.ts'
import { expectUndone } from '../parts/expected.ts'
import { hand } from '../parts/hand.ts'
import { Palette } from '../parts/palette.ts'
import { paletteCommands } from '../parts/palette-commands.ts'
import { sidePanel } from '../parts/side-panel.ts'
import { toolbar } from '../parts/toolbar.ts'
import { cardsIn, placeBefore, step } from '../places.ts'
import type { Board, Direction } from '../places.ts'

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
    if (id === undefined) return this.#refuse('full', title, column)
    event.reset()
    await this.#changed({ kind: 'added', id, title }, `${title} was added to ${column.title}.`)
  }

  async open({ id }: Card): Promise<void> {
    this.opened = id
    this.live.focus('#editor-title')
  }

  async save(card: Card, { form }: FormEvent<CardSchema>): Promise<void> {
    const { id, title, text, label } = card
    if (form.title === title && form.text === text) return
    if (!(await database.cards.edit(id, { ...form, label }))) return this.#refuse('gone', title)
    const before = { title, text, label }
    await this.#changed({ kind: 'edited', id, title, before }, `${form.title} was changed.`)
  }

  async label(card: Card, asked: unknown): Promise<void> {
    const { id, title, text } = card
    const before = { title, text, label: card.label }
    const label = labelSchema.parse(asked)
    if (!(await database.cards.edit(id, { title, text, label }))) return this.#refuse('gone', title)
    await this.#changed(
      { kind: 'edited', id, title, before },
      `${title} has ${label ? `the label ${label}` : 'no label'} now.`,
    )
  }

  async step(id: number, direction: Direction | undefined): Promise<void> {
    if (!direction) return
    const card = this.#cardOf(id)
    if (!card) return this.#refuse('gone', 'The card')
    const place = step(this.#board, card, direction)
    if (place) await this.#move(card, place)
  }

  async drop(id: number, column: Column, before?: Card): Promise<void> {
    // Something else was dropped, or the card where it was.
    if (id === 0 || id === before?.id) return
    const card = this.#cardOf(id)
    if (!card) return this.#refuse('gone', 'The card')
    const others = this.#board.cards.filter((each) => each !== card)
    await this.#move(card, placeBefore(others, column.id, before?.id))
  }

  async remove(id: number): Promise<void> {
    const next = this.#nextOf(id)
    const card = await database.cards.remove(id)
    if (!card) return
    this.live.focus(next ? `#title-${next.id}` : `#new-${card.columnId}`)
    await this.#changed({ kind: 'removed', id, title: card.title, card }, `${card.title} was removed.`)
  }

  async undo(): Promise<void> {
    const change = this.changes.at(-1)
    if (!change) return this.live.flash('There is nothing to undo.')
    this.changes = this.changes.slice(0, -1)
    const outcome = await undo(database.cards, change)
    if (outcome !== 'moved') return this.#refuse(outcome, change.title)
    await this.#publish(`Undone: ${change.title} was ${change.kind}.`)
  }

  // --- what becomes of it ---

  async #move(card: Card, place: Place): Promise<void> {
    const { id, title, columnId, position } = card
    const column = this.#board.columns.find((each) => each.id === place.columnId)
    const outcome = await database.cards.move(id, place)
    if (outcome !== 'moved') return this.#refuse(outcome, title, column)
    await this.cards.reload()
    const there = cardsIn(this.#board.cards, place.columnId)
    const at = `position ${there.findIndex((each) => each.id === id) + 1} of ${there.length}`
    const before = { columnId, position }
    await this.#changed({ kind: 'moved', id, title, before }, `${title} moved to ${column?.title}, ${at}.`)
  }

  async #changed(change: Change, news: string): Promise<void> {
    this.changes = [...this.changes, change].slice(-MOST_CHANGES)
    await this.#publish(news)
  }

  async #publish(news: string): Promise<void> {
    await this.cards.reload()
    await this.live.publish('board', news)
  }

  #refuse(why: Exclude<Moved, 'moved'>, title: string, column?: Column): void {
    const there = column
      ? `${column.title} is full: it holds ${column.most} cards.`
      : `${title} has no room any more.`
    this.live.flash(why === 'full' ? there : `${title} has been removed meanwhile.`, 'error')
  }

  // --- what is shown ---

  get #board(): Board {
    const cards = this.cards.value ?? []
    const words = this.query.toLowerCase().trim()
    const shown = cards.filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(words))
    return { columns: this.columns.value ?? [], cards, shown }
  }

  #cardOf(id: number): Card | undefined {
    return this.#board.cards.find((card) => card.id === id)
  }

  /** The card that has the keyboard when this one goes. */
  #nextOf(id: number): Card | undefined {
    const column = cardsIn(this.#board.shown, this.#cardOf(id)?.columnId ?? 0)
    const index = column.findIndex((card) => card.id === id)
    return column[index + 1] ?? column[index - 1]
  }

  #status({ cards, shown }: Board): string {
    if (this.query) return `${shown.length} of ${cards.length} cards`
    return this.news[0] ?? `${cards.length} cards`
  }

  render(): TemplateResult {
    this.live.head = { title: 'Board', description: 'A shared board that several people change at once.' }
    const board = this.#board
    const search = (query: string): void => void (this.query = query)
    const last = this.changes.at(-1)
    const undone = { optimistic: expectUndone(last, board) }
    return html`<div
      class="page"
      ${onWindow('keydown', open('#palette'), { keys: 'mod+k', prevent: true })}
      ${onWindow('keydown', focus('#search'), { keys: '/', prevent: true })}
      ${onWindow('keydown', focus('#new-1'), { keys: 'n', prevent: true })}
      ${onWindow(
        'keydown',
        on(() => this.undo(), undone),
        { keys: 'z' },
      )}
    >
      <a class="skip" href="#main">To the cards</a>
      ${toolbar({
        board,
        query: this.query,
        search,
        last,
        undo: this.undo,
      })}
      <main id="main" tabindex="-1">
        <p role="status" class="status">${this.#status(board)}</p>
        <p id="keys-of-cards" hidden>The arrow keys move the card, Delete removes it.</p>
        <div class="board" ${hand}>${board.columns.map((column) => columnSection(column, board, this))}</div>
      </main>
      ${sidePanel(board, this.news, (column) => this.live.focus(`#column-${column}`))}
      ${portal(
        '#modals',
        editor({
          card: this.opened === null ? undefined : this.#cardOf(this.opened),
          actions: this,
          closed: () => (this.opened = null),
        }),
      )}
      ${component(Palette, { commands: paletteCommands({ board, actions: this, search, focus: (selector) => this.live.focus(selector) }) })}
    </div>`
  }
}
