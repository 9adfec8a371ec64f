import { expect, it } from 'vitest';
import { contactBody } from './contact-body.ts';
import { deviceBody } from './device-body.ts';
import { homeBody } from './home-body.ts';
import { residentBody } from './resident-body.ts';

it('a contact has quiet hours only with a beginning and an end; what is left empty is cleared', () => {
  const filled = {
    name: '王建国',
    relation: 'family',
    locale: 'zh-CN',
    quietFrom: '22:00',
    quietTo: '07:00',
  };
  expect(contactBody(filled, ['voice', 'sms'])).toEqual({
    name: '王建国',
    relation: 'family',
    phone: null,
    email: null,
    locale: 'zh-CN',
    preferredChannels: ['voice', 'sms'],
    quietHours: { from: '22:00', to: '07:00' },
  });
  expect(contactBody({ ...filled, quietTo: undefined }, [])).toMatchObject({
    quietHours: null,
    preferredChannels: [],
  });
});

it('a resident’s conditions are separated by commas of any kind, and a box that is not ticked is said', () => {
  expect(residentBody({ name: '王秀英', conditions: '高血压，糖尿病、 听力差,' })).toEqual({
    name: '王秀英',
    birthDate: null,
    phone: null,
    mobility: null,
    language: null,
    notes: null,
    livesAlone: false,
    conditions: ['高血压', '糖尿病', '听力差'],
  });
  expect(residentBody({ name: '王秀英', livesAlone: 'on' })).toMatchObject({ livesAlone: true });
});

it('a home has a place only with both numbers', () => {
  const home = { areaId: 'a', address: '莫干山路 1 号', timezone: 'Asia/Shanghai' };
  expect(homeBody({ ...home, lat: '30.2', lng: '120.1' })).toMatchObject({
    location: { lat: 30.2, lng: 120.1 },
  });
  expect(homeBody({ ...home, lat: '30.2' })).toMatchObject({ location: null, access: null });
});

it('a device taken off its gateway says so', () => {
  expect(deviceBody({ kind: 'sos', room: '卧室' })).toMatchObject({ gatewayId: null, ieeeAddress: null });
});
