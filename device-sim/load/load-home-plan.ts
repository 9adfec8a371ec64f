import { ROOMS, type HomePlan } from '../home-plan.ts';

/** Where the homes of load tests are: beside those of the fleet, whose devices may be connected at the same time. */
export const LOAD_AREAS = ['模拟区 (simulated)', '压力测试 (load test)'] as const;

/** The n-th home of a load test: four sensors and a button, and nobody to call. */
export function loadHomePlan(index: number): HomePlan {
  const { bedroom, bathroom, kitchen, hall } = ROOMS;
  return {
    address: `压力测试 ${index + 1} (load test home ${index + 1})`,
    timezone: 'Asia/Shanghai',
    contacts: [],
    devices: [
      { key: 'sos', kind: 'sos', room: bedroom, model: 'load-button' },
      ...[bedroom, bathroom, kitchen].map((room) => ({
        key: `motion-${room}`,
        kind: 'motion' as const,
        room,
        model: 'load-motion',
      })),
      { key: 'door', kind: 'door', room: hall, model: 'load-contact' },
    ],
  };
}
