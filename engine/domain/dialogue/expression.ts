// The expression language of conditions and assignments: parsed here, never evaluated as code. It has only what every
// game format can say: true, 3.5, "text", names, visits(n12), not and or, == != < <= > >=, + - *.
import type { Value } from './dialogue.ts'

export const BINARY = ['or', 'and', '==', '!=', '<=', '>=', '<', '>', '+', '-', '*'] as const
export type BinaryOperator = (typeof BINARY)[number]

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'variable'; readonly name: string }
  /** How often the node was come to, the present time included. */
  | { readonly kind: 'visits'; readonly nodeId: string }
  | { readonly kind: 'not' | 'negate'; readonly of: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
    }

/** What is wrong with an expression, in words for people; `at` is the character it was noticed at. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly at: number
  constructor(message: string, at = 0) {
    super(message)
    this.at = at
  }
}

const MAX_LENGTH = 1000
const MAX_DEPTH = 60
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*'],
]
/** Texts hold no sign that a format would read as anything else. */
const TOKEN =
  /\s*(?:(?<number>\d{1,15}(?:\.\d{1,9})?)|"(?<text>[\p{L}\p{M}\p{N} _.,'!?-]*)"|(?<word>[A-Za-z][A-Za-z0-9_]*)|(?<sign>==|!=|<=|>=|&&|\|\||[<>+\-*()!]))/uy
const SPELT: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '!': 'not' }

interface Token {
  readonly kind: 'number' | 'text' | 'word' | 'sign' | 'end'
  readonly value: string
  readonly at: number
}

const tokenize = (source: string): Token[] => {
  if (source.length > MAX_LENGTH) throw new ExpressionError(`longer than ${MAX_LENGTH} characters`)
  const tokens: Token[] = []
  let at = 0
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const groups = TOKEN.exec(source)?.groups
    if (!groups) throw new ExpressionError(`${source.slice(at).trim().slice(0, 12)} is not understood`, at)
    const found = Object.entries(groups).find(([, value]) => value !== undefined)
    const [kind, value] = found as [Token['kind'], string]
    tokens.push({ kind, value: SPELT[value] ?? value, at })
    at = TOKEN.lastIndex
  }
  return [...tokens, { kind: 'end', value: '', at }]
}

/** ExpressionError. */
export const parseExpression = (source: string): Expression => {
  const tokens = tokenize(source)
  let place = 0
  const peek = (): Token => tokens[place] ?? tokens.at(-1)!
  const take = (): Token => tokens[place++] ?? tokens.at(-1)!
  const expect = (value: string): void => {
    const token = take()
    if (token.value !== value || token.kind === 'text')
      throw new ExpressionError(`${value} is missing`, token.at)
  }
  const deeper = (depth: number): number => {
    if (depth >= MAX_DEPTH) throw new ExpressionError('nested too deeply', peek().at)
    return depth + 1
  }

  const single = (depth: number): Expression => {
    const token = take()
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.value) }
      case 'text':
        return { kind: 'literal', value: token.value }
      case 'end':
        throw new ExpressionError('something is missing at the end', token.at)
      case 'sign': {
        if (token.value === '(') {
          const inner = level(0, deeper(depth))
          expect(')')
          return inner
        }
        if (token.value === '-') {
          const of = single(deeper(depth))
          return of.kind === 'literal' && typeof of.value === 'number' && of.value > 0
            ? { kind: 'literal', value: -of.value }
            : { kind: 'negate', of }
        }
        if (token.value === 'not') return { kind: 'not', of: single(deeper(depth)) }
        throw new ExpressionError(`${token.value} stands where a value should`, token.at)
      }
      case 'word':
        if (token.value === 'true' || token.value === 'false')
          return { kind: 'literal', value: token.value === 'true' }
        if (token.value === 'not') return { kind: 'not', of: level(2, deeper(depth)) }
        if (token.value === 'and' || token.value === 'or')
          throw new ExpressionError(`${token.value} stands where a value should`, token.at)
        if (token.value === 'visits') {
          expect('(')
          const node = take()
          if (node.kind !== 'word') throw new ExpressionError('visits( ) wants the id of a node', node.at)
          expect(')')
          return { kind: 'visits', nodeId: node.value }
        }
        return { kind: 'variable', name: token.value }
    }
  }

  const level = (at: number, depth: number): Expression => {
    const operators = LEVELS[at]
    if (!operators) return single(depth)
    let left = level(at + 1, depth)
    for (let count = depth; ; count++) {
      const token = peek()
      const operator = operators.find((each) => token.kind !== 'text' && each === token.value)
      if (!operator) return left
      take()
      deeper(count)
      left = { kind: 'binary', operator, left, right: level(at + 1, depth) }
    }
  }

  const parsed = level(0, 0)
  const rest = peek()
  if (rest.kind !== 'end') throw new ExpressionError(`${rest.value} is one too many`, rest.at)
  return parsed
}

/** Everything in it, itself first. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression
  if (expression.kind === 'not' || expression.kind === 'negate') yield* partsOf(expression.of)
  if (expression.kind === 'binary') {
    yield* partsOf(expression.left)
    yield* partsOf(expression.right)
  }
}
