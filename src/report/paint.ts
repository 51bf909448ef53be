/** Colours of a terminal, as functions that leave text alone when colour is off. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly cyan: (text: string) => string
  readonly badge: (text: string, colour: 'red' | 'green' | 'yellow') => string
}

const BACKGROUND = { red: 41, green: 42, yellow: 43 } as const

export function paint(colour: boolean): Paint {
  const code = (open: string, close: string) => (text: string): string => (colour ? `\u001B[${open}m${text}\u001B[${close}m` : text)
  return {
    bold: code('1', '22'),
    dim: code('2', '22'),
    red: code('31', '39'),
    green: code('32', '39'),
    yellow: code('33', '39'),
    cyan: code('36', '39'),
    badge: (text, background) => (colour ? `\u001B[1;97;${BACKGROUND[background]}m ${text} \u001B[0m` : text),
  }
}
