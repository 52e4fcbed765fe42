"""What people would otherwise write: the handler of the toy service without our chassis, in one short file each.

They share the contract (event models, envelope), the rule, and the sending of what their outbox holds.
"""
