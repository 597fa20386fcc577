import { Button } from "./button.tsx";
import { MoonIcon, SunIcon, SystemThemeIcon } from "./icons.tsx";
import { nextThemeChoice, setThemeChoice, useTheme } from "./theme.ts";

const NAMES = { system: "as the system", light: "light", dark: "dark" } as const;

/** Goes round system, light, dark. */
export function ThemeToggle() {
  const { choice } = useTheme();
  const label = `Colours: ${NAMES[choice]}. Change to ${NAMES[nextThemeChoice(choice)]}`;
  const icon = { system: <SystemThemeIcon />, light: <SunIcon />, dark: <MoonIcon /> }[choice];
  return (
    <Button
      variant="icon"
      aria-label={label}
      hint={label}
      onPress={() => setThemeChoice(nextThemeChoice(choice))}
    >
      {icon}
    </Button>
  );
}
