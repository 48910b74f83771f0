// What a strip of controls holds: told once, drawn as a control in the strip or as an entry of the menu it folds into.
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'

interface Named {
  readonly id: string
  readonly label: string
  readonly isDisabled?: boolean
  /** At the far end of the strip. */
  readonly atEnd?: boolean
}

interface Pictured extends Named {
  readonly icon: LucideIcon
  readonly shortcut?: string | undefined
  readonly testId?: string
}

export interface PressItem extends Pictured {
  readonly kind: 'press'
  readonly onPress: () => void
}

export interface ToggleItem extends Pictured {
  readonly kind: 'toggle'
  readonly isOn: boolean
  readonly onToggle: () => void
}

export interface MenuOfItem extends Pictured {
  readonly kind: 'menu'
  readonly menu: ReactElement
}

/** Something small to fill in. */
export interface PanelItem extends Pictured {
  readonly kind: 'panel'
  readonly isOn: boolean
  readonly panel: (close: () => void) => ReactElement | null
}

/** One of a few. */
export interface ChoiceItem extends Named {
  readonly kind: 'choice'
  readonly look: 'list' | 'segments'
  readonly value: string
  readonly choices: readonly { readonly id: string; readonly label: string; readonly choose: () => void }[]
}

export type StripItem = PressItem | ToggleItem | MenuOfItem | PanelItem | ChoiceItem
