/** Who a circuit belongs to. */
export interface CircuitIdentity {
  readonly id: string
  readonly secret: string
  readonly visitor: string
  /** The address of the socket that it was made for; null where it is not known. */
  readonly address: string | null
  /** The id in the page token, and when that expires. */
  readonly page: string
  readonly expires: number
  /** What its document calls itself. */
  readonly nonce: string
}
