import { Outlet, useLocation } from '@tanstack/react-router';
import { Shell } from './shell.tsx';

/** Every page stands in the shell, but the big screen, which has no bar, no sound and nobody in front of it. */
export function Frame() {
  const { pathname } = useLocation();
  return pathname === '/wall' ? <Outlet /> : <Shell />;
}
