/** Runs in the page: has lit-html render the states of the fuzzer's pages beside them, and compares the two. */
import { render } from 'lit-html'
import { pictureOf } from '../../engine/picture.ts'
import { CaseRenderer } from '../case-renderer.ts'
import type { InstanceSpec } from '../page-case.ts'
import { compare, during, lookAtStates } from '../shown-page.ts'
import type { LitScript } from './lit-fuzzer.ts'
import { lit } from './lit-library.ts'

lookAtStates<LitScript>(({ each }) => {
  const renderer = new CaseRenderer(lit, each)
  const other = document.createElement('div')
  return (container, state) => {
    // A case has each of its states, and its page stands in the document by now.
    const spec = each.states[state] as InstanceSpec
    document.body.append(other)
    during('lit-html', () => render(renderer.instance(spec), other))
    compare(pictureOf(container), pictureOf(other))
  }
})
