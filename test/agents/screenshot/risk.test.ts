import { riskOf } from '../../../src/agents/screenshot/safety/index.js';

const ACTS: Readonly<Record<string, readonly string[]>> = {
  'buys something': ['Buy now', 'Purchase', 'Order', 'Order now', 'Order pizza', 'Place your order', 'Submit order', 'Confirm order', 'Checkout', 'Check out', 'Book', 'Book a table', 'Reserve', 'Reserve a seat', 'Kaufen', 'Zahlungspflichtig bestellen', 'Jetzt buchen', 'Acheter', 'Commander', 'Réserver', 'Valider l’achat', 'Comprar', 'Reservar', 'Finalizar la compra'],
  'pays money': ['Pay', 'Pay €12', 'Apple Pay', 'Review & pay', 'Confirm payment', 'Confirm your payment', 'Donate', 'Transfer', 'Transfer money', 'Withdraw', 'Überweisen', 'Zahlung bestätigen', 'Payer', 'Confirmer le paiement', 'Pagar', 'Confirmar pago', 'Transferir'],
  'sends something': ['Send', 'Save and send', 'Post', 'Post comment', 'Submit comment', 'Share', 'Share this post', 'Share report', 'Reply', 'Reply to Ann', 'Reply all', 'Invite', 'Invite friends', 'Senden', 'Antworten', 'Teilen', 'Einladen', 'Envoyer', 'Répondre', 'Partager', 'Inviter', 'Enviar', 'Responder', 'Compartir', 'Invitar'],
  'deletes something': ['Delete', 'Delete all', 'Remove', 'Remove item', 'Yes, remove it', 'Permanently remove', 'Trash', 'Trash it', 'Move to trash', 'Empty trash', 'Discard', 'Discard draft', '🗑', 'Löschen', 'Entfernen', 'Verwerfen', 'Tout supprimer', 'Retirer', 'Eliminar', 'Borrar', 'Quitar'],
  'publishes something': ['Publish', 'Veröffentlichen', 'Publier', 'Publicar'],
  'grants something': ['Grant', 'Allow', 'Allow access', 'Approve', 'Approve report', 'Erlauben', 'Zulassen', 'Genehmigen', 'Autoriser', 'Permitir'],
  'signs up or off': ['Subscribe', 'Unsubscribe', 'Cancel subscription', 'Close my account', 'Abonnieren', 'Kündigen', 'S’abonner', 'Se désabonner', 'Résilier', 'Suscribirse', 'Darse de baja'],
};

test.each(Object.entries(ACTS))('what %s is told by its label', (risk, labels) => {
  expect(labels.map((label) => [label, riskOf(label)])).toEqual(labels.map((label) => [label, risk]));
});

test('labels that lead somewhere, name something or show it are no acts', () => {
  const labels = [
    'Order by', 'Order by date', 'Order history', 'Your orders', 'Order status', 'Order details', 'Order #1042', 'Order confirmed', 'Order confirmation', 'Complete order history', 'Sort order', 'Back to order', 'Book reviews', 'Books', 'Address book', 'Reservations', 'Bookings', 'Check out our blog',
    'Share of voters', 'Share price', 'Shares', 'Reply-To', 'Reply to:', 'Replies', 'Post code', 'Postcode', 'Blog posts', 'Latest post', 'Post 3', 'Posters', 'Sender', 'Sent', 'Send to:', 'Invite only', 'Invited guests', 'Payments', 'Payment methods', 'Pay rate', 'Transfer fees', 'Transfer history', 'Where to buy',
    'Removed items', 'Recently deleted', 'Trash (3)', 'Trash folder', 'Bin size', 'Remove filters', 'Filter entfernen', 'Allow all cookies', 'Cookies zulassen', 'Allowed hosts', 'Approved', 'Subscribers', 'Subscribed', 'Unpublished',
    'How to delete an account', 'Don’t send', 'Undo send', 'Nicht senden', 'Ne pas supprimer', 'No enviar', 'Bestellungen', 'Teile', 'Sendungen', 'Mes commandes', 'Pedidos', 'Continue', 'Next', 'Save', 'Cancel', 'Close', '',
  ];
  expect(labels.filter((label) => riskOf(label) !== undefined)).toEqual([]);
});
