/** `<label-picker>`: the colour of a card's label, by a mouse, a finger or the arrow keys. Dispatches `picked`. */
import { css, html, LitElement } from '/vendor/lit.js'

class LabelPicker extends LitElement {
  static properties = {
    /** Names of labels; the first is none. */
    labels: { attribute: false },
    chosen: { attribute: false },
  }

  static styles = css`
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 0.35rem;
      margin: 0;
      padding: 0;
      border: 0;
    }

    legend {
      padding: 0 0 0.35rem;
      font-size: 0.9rem;
      font-weight: 600;
    }

    label {
      display: grid;
      place-items: center;
      width: var(--target);
      height: var(--target);
      border-radius: 9px;
      cursor: pointer;
    }

    input {
      position: absolute;
      opacity: 0;
    }

    span {
      display: block;
      width: 22px;
      height: 22px;
      border: 2px solid var(--edge);
      border-radius: 50%;
    }

    label:has(:checked) {
      background: var(--accent-soft);
      box-shadow: inset 0 0 0 2px var(--accent);
    }

    label:has(:focus-visible) {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }

    .red {
      border-color: var(--red);
      background: var(--red);
    }

    .amber {
      border-color: var(--amber);
      background: var(--amber);
    }

    .green {
      border-color: var(--green);
      background: var(--green);
    }

    .blue {
      border-color: var(--blue);
      background: var(--blue);
    }

    .violet {
      border-color: var(--violet);
      background: var(--violet);
    }
  `

  constructor() {
    super()
    this.labels = []
    this.chosen = ''
  }

  render() {
    return html`<fieldset @change=${this.#pick}>
      <legend>Label</legend>
      ${this.labels.map(
        (name) =>
          html`<label title=${name || 'none'}>
            <input
              type="radio"
              name="label"
              value=${name}
              aria-label=${name || 'none'}
              .checked=${name === this.chosen}
            />
            <span class=${name}></span>
          </label>`,
      )}
    </fieldset>`
  }

  #pick({ target }) {
    this.chosen = target.value
    this.dispatchEvent(new CustomEvent('picked', { detail: target.value, bubbles: true }))
  }
}

customElements.define('label-picker', LabelPicker)
