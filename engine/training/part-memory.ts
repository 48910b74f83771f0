// What the rows of a batch remember, part by part: one set of variables is worked on, the other parts' are parked.
import * as tf from '@tensorflow/tfjs-core'
import type { NamedVariables } from '../models/types.ts'
import { pull, push } from '../nn/compile/index.ts'
import { makeVariable } from '../nn/make-variable.ts'
import { clear } from './validation.ts'

/** Owns its variables; dispose() frees them. */
export class PartMemory {
  /** What a step reads and writes. */
  readonly working: NamedVariables
  readonly #parked: readonly NamedVariables[]

  /** @param working for the rows of one part */
  constructor(working: NamedVariables, parts: number) {
    this.working = working
    const copy = () =>
      new Map(
        [...working].map(([name, { shape }]) => [name, makeVariable(tf.zeros(shape), { trainable: false })]),
      )
    this.#parked = parts === 1 ? [] : Array.from({ length: parts }, copy)
  }

  /** All that is remembered, by name: for a checkpoint. */
  get all(): NamedVariables {
    if (this.#parked.length === 0) return this.working
    return new Map(
      this.#parked.flatMap((memory, part) =>
        [...memory].map(([name, variable]) => [`${part}/${name}`, variable] as const),
      ),
    )
  }

  enter(part: number): void {
    move(this.#parked[part], this.working)
  }

  leave(part: number): void {
    move(this.working, this.#parked[part])
  }

  /** Every row begins anew. */
  clear(): void {
    for (const memory of [this.working, ...this.#parked]) clear(memory)
  }

  dispose(): void {
    for (const memory of [this.working, ...this.#parked])
      for (const variable of memory.values()) variable.dispose()
  }
}

function move(from: NamedVariables | undefined, to: NamedVariables | undefined): void {
  if (!from || !to) return
  pull(from.values())
  for (const [name, variable] of from) to.get(name)!.assign(variable)
  push(to.values())
}
