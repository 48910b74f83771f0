// What somebody of a story is called: the name first, then every other one.

interface Called {
  readonly name: string
  readonly aliases: readonly string[]
}

export const namesOf = ({ name, aliases }: Called): readonly string[] => [name, ...aliases]
