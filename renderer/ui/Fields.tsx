// Form controls with their label, hint and error: text, select, switch, slider, segmented choice.
import { ChevronDown } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import {
  Button,
  CheckboxButton,
  CheckboxField,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Slider as AriaSlider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
  SwitchButton,
  SwitchField,
  Text,
  TextArea,
  TextField as AriaTextField,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components'
import { useBarredField } from './writing.ts'

/** What all fields may say of themselves. */
interface FieldProps {
  /** Its value belongs to the project: it can be read and copied, not changed, where that may only be read. Left out: as
   * `ProjectFields` around it says. */
  readonly writes?: boolean
}

export interface TextFieldProps extends FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly error?: string
  readonly multiline?: boolean
  readonly placeholder?: string
  readonly autoFocus?: boolean
  readonly required?: boolean
  /** Unseen, and no business of the browser's memory. */
  readonly secret?: boolean
  /** By Enter; among several lines by Ctrl+Enter. */
  readonly onSubmit?: () => void
  readonly testId?: string
}

export const TextField = (props: TextFieldProps): ReactElement => (
  <AriaTextField
    className="field"
    value={props.value}
    onChange={props.onChange}
    isInvalid={props.error !== undefined}
    isRequired={props.required ?? false}
    isReadOnly={useBarredField(props.writes)}
    autoFocus={props.autoFocus ?? false}
    {...(props.secret === true ? { type: 'password', autoComplete: 'off' } : {})}
    onKeyDown={(event) => {
      if (event.key === 'Enter' && (!props.multiline || event.ctrlKey || event.metaKey)) props.onSubmit?.()
      // Escape is for the dialog around the field.
      else event.continuePropagation()
    }}
  >
    <Label>{props.label}</Label>
    {props.multiline ? (
      <TextArea className="input" rows={3} placeholder={props.placeholder} data-testid={props.testId} />
    ) : (
      <Input className="input" placeholder={props.placeholder} data-testid={props.testId} />
    )}
    {props.hint && (
      <Text slot="description" className="hint">
        {props.hint}
      </Text>
    )}
    <FieldError className="error">{props.error}</FieldError>
  </AriaTextField>
)

export interface Choice<Id extends string> {
  readonly id: Id
  readonly label: string
}

export interface SelectProps<Id extends string> extends FieldProps {
  readonly label: string
  readonly value: Id
  readonly choices: readonly Choice<Id>[]
  readonly onChange: (value: Id) => void
  readonly hint?: string
  readonly hideLabel?: boolean
  readonly isDisabled?: boolean
  readonly testId?: string
}

export const Select = <Id extends string>(props: SelectProps<Id>): ReactElement => (
  <AriaSelect
    className="field"
    value={props.value}
    onChange={(key) => props.onChange(String(key) as Id)}
    aria-label={props.hideLabel ? props.label : undefined}
    isDisabled={useBarredField(props.writes) || (props.isDisabled ?? false)}
    data-testid={props.testId}
  >
    {!props.hideLabel && <Label>{props.label}</Label>}
    <Button className="button plain select-button">
      <SelectValue />
      <ChevronDown aria-hidden />
    </Button>
    {props.hint && (
      <Text slot="description" className="hint">
        {props.hint}
      </Text>
    )}
    <Popover className="popover">
      <ListBox className="list-box">
        {props.choices.map((choice) => (
          <ListBoxItem key={choice.id} id={choice.id} textValue={choice.label} className="menu-item">
            {choice.label}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  </AriaSelect>
)

export const Switch = (
  props: FieldProps & {
    readonly children: ReactNode
    readonly selected: boolean
    readonly onChange: (selected: boolean) => void
  },
): ReactElement => (
  <SwitchField
    isDisabled={useBarredField(props.writes)}
    isSelected={props.selected}
    onChange={props.onChange}
  >
    <SwitchButton className="switch">
      <span className="switch-track" aria-hidden />
      {props.children}
    </SwitchButton>
  </SwitchField>
)

/** A tick without words beside it; its name is spoken. */
export const Checkbox = (
  props: FieldProps & {
    readonly label: string
    readonly selected: boolean
    readonly onChange: (selected: boolean) => void
    readonly testId?: string
  },
): ReactElement => (
  <CheckboxField
    isDisabled={useBarredField(props.writes)}
    aria-label={props.label}
    isSelected={props.selected}
    onChange={props.onChange}
    data-testid={props.testId}
  >
    <CheckboxButton className="check">
      <span aria-hidden />
    </CheckboxButton>
  </CheckboxField>
)

export interface SliderProps extends FieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly onChange: (value: number) => void
  /** Where what stands beside it already says what it is. */
  readonly hideLabel?: boolean
  readonly isDisabled?: boolean
}

export const Slider = (props: SliderProps): ReactElement => (
  <AriaSlider
    className="slider"
    value={props.value}
    minValue={props.min}
    maxValue={props.max}
    step={props.step}
    isDisabled={useBarredField(props.writes) || (props.isDisabled ?? false)}
    aria-label={props.hideLabel ? props.label : undefined}
    onChange={(value) => props.onChange(Array.isArray(value) ? (value[0] as number) : value)}
  >
    {!props.hideLabel && <Label className="label">{props.label}</Label>}
    <SliderOutput />
    <SliderTrack className="slider-track">
      <SliderThumb className="slider-thumb" />
    </SliderTrack>
  </AriaSlider>
)

export const Segmented = <Id extends string>(
  props: FieldProps & {
    readonly label: string
    readonly value: Id
    readonly choices: readonly Choice<Id>[]
    readonly onChange: (value: Id) => void
  },
): ReactElement => (
  <ToggleButtonGroup
    isDisabled={useBarredField(props.writes)}
    className="segmented"
    aria-label={props.label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[props.value]}
    onSelectionChange={(keys) => {
      for (const key of keys) props.onChange(String(key) as Id)
    }}
  >
    {props.choices.map((choice) => (
      <ToggleButton key={choice.id} id={choice.id} className="segment">
        {choice.label}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
)
