// The commands of this feature.
export const transferCommands = []
