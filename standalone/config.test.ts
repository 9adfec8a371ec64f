import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('nothing set gives the documented defaults', () => {
  expect(readConfig({}, false)).toEqual({
    HOST: '127.0.0.1',
    MQTT_PORT: 1883,
    HTTP_PORT: 8080,
    INFLUX_DB: 'anju',
    DATA_DIR: resolve('data'),
    SIM_HOMES: 12,
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'json',
  });
});

test('a log is for people on a terminal and for programs elsewhere, unless it is said', () => {
  expect(readConfig({}, true).LOG_FORMAT).toBe('pretty');
  expect(readConfig({ LOG_FORMAT: 'json' }, true).LOG_FORMAT).toBe('json');
});

test('every bad variable is named with its value and what is allowed', () => {
  const start = () => readConfig({ MQTT_PORT: 'abc', SIM_HOMES: '-1' }, false);
  expect(start).toThrow(/MQTT_PORT is "abc": must be a port number/);
  expect(start).toThrow(/SIM_HOMES is "-1": must be a whole number from 0 \(none\) to 10000/);
});

test('a bad password is named and never shown', () => {
  expect(() => readConfig({ ADMIN_PASSWORD: 'short' }, false)).toThrow(
    /^(?!.*short)[^]*ADMIN_PASSWORD[^]*at least 12/,
  );
});
