/**
 * What events without an outcome do to rows and values. Rows of the tree belong to the server, which moves and removes
 * them by what it knows: before it changes anything they stand as it left them, and afterwards all of this is done once more.
 * A row that was only expected is no row of the tree: it has no id, and no event is addressed to it.
 *
 * The server may show what an event does before it has its outcome: its handler renders and still waits for something, or
 * tells others first, this page among them. So nothing that is done once more may count from what is there by then: a
 * step goes past the neighbour that it went past when it happened, and a row that has come is not shown beside itself.
 */
import type { RowCommand } from '../../protocol/differences.ts'
import { AddedRow } from './added-row.ts'
import { ExpectedFields } from './expected-fields.ts'
import type { ExpectedRows, Fields } from './expected-part.ts'
import { ExpectedValue } from './expected-value.ts'
import { MovedRow } from './moved-row.ts'
import { RemovedRow } from './removed-row.ts'

export function expectedRows(command: RowCommand, fields: Fields): ExpectedRows {
  switch (command[0]) {
    case 'setValue':
      return new ExpectedValue(command, fields)
    case 'setFields':
      return new ExpectedFields(command[1], fields.texts)
    case 'appendRow':
    case 'prependRow':
      return new AddedRow(command, fields)
    case 'removeRow':
      return new RemovedRow(command[1])
    case 'moveRow':
      return new MovedRow(command)
  }
}
