// The expression language: what it reads, what it refuses, what it is worth, and that printing loses nothing.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Value } from '../../../engine/domain/dialogue/dialogue.ts'
import { evaluate, typeOf } from '../../../engine/domain/dialogue/evaluate-expression.ts'
import {
  ExpressionError,
  parseExpression,
  type Expression,
} from '../../../engine/domain/dialogue/expression.ts'
import { plainValue, printExpression } from '../../../engine/exporters/dialogue/print-expression.ts'

const worth = (source: string, variables: Record<string, Value> = {}, visits: Record<string, number> = {}) =>
  evaluate(parseExpression(source), { variables, visits })

describe('an expression', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['-2 + 5', 3],
    ['not true or true', true],
    ['not (true or true)', false],
    ['1 < 2 and 2 <= 2 && !false', true],
    ['"a b" == "a b"', true],
    ['"a" != "b"', true],
    ['gold >= 3 and not met', true],
    ['visits(n4) + 1', 3],
  ])('%s is %s', (source, value) => {
    expect(worth(source, { gold: 3, met: false }, { n4: 2 })).toBe(value)
  })

  test.each([
    '',
    '1 +',
    '(1',
    '1 2',
    'a = 1',
    'eval("x")',
    'a.b',
    '"open',
    '"{x}"',
    'visits()',
    'or',
    '1;2',
    '('.repeat(100),
    `${'1+'.repeat(600)}1`,
    '!'.repeat(500),
  ])('%s is refused', (source) => {
    expect(() => parseExpression(source)).toThrow(ExpressionError)
  })

  test('has one type, and mixes none', () => {
    const types = new Map([
      ['gold', 'number'],
      ['met', 'bool'],
    ] as const)
    expect(typeOf(parseExpression('gold + 1'), types)).toBe('number')
    expect(typeOf(parseExpression('gold > 1 or met'), types)).toBe('bool')
    for (const wrong of [
      'gold and met',
      'met + 1',
      'gold == "x"',
      'not gold',
      'gone',
      'met < 2',
      '"a" + "b"',
    ])
      expect(() => typeOf(parseExpression(wrong), types), wrong).toThrow(ExpressionError)
  })

  test('is worth the same once it was printed and read again', () => {
    const leaf: fc.Arbitrary<Expression> = fc.oneof(
      fc.integer({ min: 0, max: 99 }).map((value) => ({ kind: 'literal', value }) as const),
      fc.boolean().map((value) => ({ kind: 'literal', value }) as const),
      fc.constantFrom('gold', 'met').map((name) => ({ kind: 'variable', name }) as const),
    )
    const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.record({ kind: fc.constantFrom('not', 'negate'), of: tie('tree') }),
        fc.record({
          kind: fc.constant('binary' as const),
          operator: fc.constantFrom('or', 'and', '==', '!=', '<=', '>=', '<', '>', '+', '-', '*'),
          left: tie('tree'),
          right: tie('tree'),
        }),
      ),
    }))
    const dialect = { variable: (name: string) => name, value: plainValue, not: 'not', operators: {} }
    const around = { variables: { gold: 7, met: true }, visits: {} }
    fc.assert(
      fc.property(tree, (expression) => {
        const again = parseExpression(printExpression(expression, dialect))
        expect(evaluate(again, around) === evaluate(expression, around)).toBe(true)
      }),
      { numRuns: 300, seed: 3 },
    )
  })
})
