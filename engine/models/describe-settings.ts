// Turns a model's settings schema into plain JSON from which forms and documentation are made.
import { z } from 'zod'

export interface SettingDescription {
  readonly key: string
  readonly type: 'integer' | 'number' | 'boolean' | 'string'
  readonly title: string
  /** Why the default is what it is, for the writer. */
  readonly reason: string
  readonly unit?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly step?: number
  readonly default: number | boolean | string
  readonly search?: SearchRange
}

/** Where a search may look for a better value; a setting without one is left as it is. */
export interface SearchRange {
  readonly from: number
  readonly to: number
  /** `log`: as many values between 0.001 and 0.01 as between 0.01 and 0.1. */
  readonly scale: 'linear' | 'log'
}

interface JsonField {
  readonly type?: string
  readonly title?: string
  readonly reason?: string
  readonly unit?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: number | boolean | string
  readonly search?: SearchRange
}

/** Throws where a field lacks a title, a reason or a default: such a field could not be shown. */
export function describeSettings(schema: z.ZodType): readonly SettingDescription[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' }) as {
    properties?: Record<string, JsonField>
  }
  return Object.entries(properties).map(([key, field]) => {
    const { type, title, reason, unit, minimum, maximum, search } = field
    if (type !== 'integer' && type !== 'number' && type !== 'boolean' && type !== 'string')
      throw new TypeError(`Setting ${key} has type ${type ?? 'none'}, which no form can show`)
    if (title === undefined || reason === undefined || field.default === undefined)
      throw new TypeError(`Setting ${key} needs a title, a reason and a default`)
    return {
      key,
      type,
      title,
      reason,
      default: field.default,
      ...(unit === undefined ? {} : { unit }),
      ...(minimum === undefined ? {} : { minimum }),
      ...(maximum === undefined ? {} : { maximum }),
      ...(type === 'integer' ? { step: 1 } : {}),
      ...(search === undefined ? {} : { search }),
    }
  })
}
