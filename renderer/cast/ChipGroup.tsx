// Several of a few: small switches in a row, each pressed or not.
import type { ReactElement } from 'react'
import { Label, ToggleButton, ToggleButtonGroup } from 'react-aria-components'

export const ChipGroup = <Id extends string>(props: {
  readonly label: string
  readonly chosen: readonly Id[]
  readonly choices: readonly { readonly id: Id; readonly label: string }[]
  readonly onChange: (chosen: readonly Id[]) => void
}): ReactElement => (
  <div className="chips">
    <Label className="label">{props.label}</Label>
    <ToggleButtonGroup
      className="chip-row"
      aria-label={props.label}
      selectionMode="multiple"
      selectedKeys={props.chosen}
      onSelectionChange={(keys) =>
        props.onChange(props.choices.map(({ id }) => id).filter((id) => keys.has(id)))
      }
    >
      {props.choices.map(({ id, label }) => (
        <ToggleButton key={id} id={id} className="chip">
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  </div>
)
