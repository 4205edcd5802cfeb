/** Invoices, orders and readings, written for this bench. */

export const INVOICE_WORKSHOP = `INVOICE No. 2024-0417
Brennan Bicycle Workshop, 8 Quay Street, Portlaw
Customer: Mr Dermot Hanley, 31 Abbey Road, Portlaw
Date: 22 April 2024    Due: 6 May 2024

1 x rear wheel, 28 inch            96.00
2 x brake cable at 7.50            15.00
1 x chain, stainless               34.50
3.5 hours of work at 42.00        147.00
Net amount                        292.50
VAT 23 %                           67.28
Amount due                        359.78 EUR

Please pay to account IE29 9311 5212 3456 78. A delay costs 2 % a month.`;

export const INVOICE_CATERING = `Catering by Rosalind, Elm Court 5, Harrowby
Bill for: Society of Friends of the Old Mill, c/o Ms Greta Vance
Bill number 7731, of 3 July 2025

Buffet for 48 guests on 28 June 2025, 18.50 a person: 888.00
Drinks by consumption: 312.40
Hire of glasses (120 pieces): 60.00
Two waiters, 5 hours each, 24.00 an hour: 240.00
Deposit paid on 2 June: -500.00
Sum still to be paid: 1,000.40 euros, tax included
Payable within 14 days. Broken glasses (7) were not charged.`;

export const ORDER_CONFIRMATION = `Order confirmation SO-88213
Customer: Kestrel Garden Centre, buyer Oluwaseun Adeyemi
Ordered: 9 February 2025, delivery: 27 February 2025, by lorry, free of charge

Position 1: 60 bags of potting soil, 40 litres each, 5.20 a bag
Position 2: 25 watering cans, green, 11.90 each
Position 3: 12 hoses of 30 metres, 27.40 each - delivery only on 13 March 2025
Position 4: 200 packets of sunflower seed, 1.15 each

Total 1,168.30 euros. Discount 3 percent for payment within 10 days, otherwise 30 days net.
Contact: Hugo Marchetti, extension 214. Returns only in unopened packing within 21 days.`;

export const METER_READING = `Stadtwerke Lindau: your yearly bill for electricity
Contract 55-20418-9, meter 1EMH00084213, supply address: Birkenweg 17, Lindau
Period: 1 January 2024 to 31 December 2024
Reading at the beginning: 18,204 kWh; reading at the end: 21,059 kWh; used: 2,855 kWh
Last year you used 3,120 kWh.
Basic price 132.00 euros, energy price 0.312 euros per kWh: 890.76 euros
Together 1,022.76 euros; paid in advance 1,080.00 euros
You get back 57.24 euros on 15 February 2025. The new monthly advance is 86 euros.`;
